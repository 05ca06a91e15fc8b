import type { BusinessId } from '../../domain/ids'

export interface AuditStart {
  readonly businessId: BusinessId
  /** Where a run goes on that follows another; absent at the beginning. */
  readonly after?: { readonly chatId: string; readonly userId: string }
}
