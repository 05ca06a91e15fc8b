import type { BusinessId } from '../../domain/ids'

/** How far the book was read is kept with the book. */
export interface ReconciliationStart {
  readonly businessId: BusinessId
}
