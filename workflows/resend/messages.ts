import type { BusinessId } from '../../domain/ids'
import type { NoticeOutcome } from '../../domain/notices'

export interface ResendStart {
  readonly businessId: BusinessId
  /** Of the message: the row that kept it from being sent twice the first time, too. */
  readonly dedupeKey: string
}

export interface ResendOutcome {
  /** `not_needed`: it has been sent meanwhile, or is being tried. `given_up`: Telegram did not take it within a day. */
  readonly state: NoticeOutcome | 'not_needed' | 'given_up'
}
