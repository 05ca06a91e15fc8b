import type { BusinessId } from '../../domain/ids'

export interface BackupStart {
  readonly businessId: BusinessId
}

/** What was written. The manifest beside it says more. */
export interface BackupMade {
  readonly file: string
  readonly bytes: number
  /** ISO 8601: the moment it holds. */
  readonly takenAt: string
}
