import { abandonedUpdates } from '../../db/stuck'
import { firstLine, opsCommand, type StuckThing } from '../../domain/stuck'
import type { StuckSource } from './source'

/** What people did in the bot and nobody acted on; money among it that names no payment. */
export const abandoned: StuckSource = {
  name: 'updates of Telegram that were given up',
  kinds: ['update_abandoned', 'money_unmatched'],
  async find({ sql }) {
    return (await abandonedUpdates(sql)).map(({ botId, updateId, error, since, charge, isReturn }): StuckThing => {
      const retry = opsCommand('retry-update', botId, updateId)
      const dismiss = opsCommand('dismiss', 'update', botId, updateId)
      return {
        kind: charge ? 'money_unmatched' : 'update_abandoned',
        subject: `${botId} ${updateId}`,
        reason: `${charge ? `${isReturn ? 'the return of ' : ''}charge ${charge} is booked nowhere` : 'it could not be acted on'}: ${firstLine(error)}`,
        since,
        blocks: {},
        remedy: isReturn
          ? `The money has gone back already: ${retry} once its charge is in the book; otherwise ${dismiss}`
          : charge
            ? `${retry} once its payment is in the book; otherwise find out whose the charge is, give it back, and ${dismiss}`
            : `${retry} once the cause is gone; ${dismiss} to leave it`,
      }
    })
  },
}
