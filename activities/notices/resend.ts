import { beginResend, type OutboundKey } from '../../db/outbound-messages'
import type { Db } from '../../db/types'

/** Making a message ready to be said once more, as a local activity. `now`: Unix ms, the same when it is run again. */
export const createResendSteps = ({ sql }: { sql: Db }) => ({
  beginResend: ({ businessId, dedupeKey }: OutboundKey, now: number) =>
    beginResend(sql, { businessId, dedupeKey }, now),
})

export type ResendSteps = ReturnType<typeof createResendSteps>
