import { unsentMessages } from '../../db/stuck'
import { firstLine, opsCommand, type StuckThing } from '../../domain/stuck'
import { whatTheyBlock } from './blocked'
import type { StuckSource } from './source'

/** Messages that Telegram refuses for good, and those that were given up because it was away for a day. */
export const unsent: StuckSource = {
  name: 'messages that were not sent',
  kinds: ['message_refused', 'message_given_up'],
  async find(place) {
    const messages = await unsentMessages(place.sql, place.businessId)
    const blocks = await whatTheyBlock(place, messages)
    return messages.map((message): StuckThing => {
      const { dedupeKey, state, error, since, isNotice } = message
      return {
        kind: state === 'refused' ? 'message_refused' : 'message_given_up',
        subject: dedupeKey,
        reason:
          state === 'refused'
            ? `Telegram refuses it: ${firstLine(error ?? '')}`
            : 'Telegram did not take it within a day',
        since,
        blocks: blocks(message),
        remedy: isNotice
          ? `${opsCommand('resend', dedupeKey)} once the cause is gone; ${opsCommand('dismiss', 'message', dedupeKey)} to leave it`
          : `${opsCommand('dismiss', 'message', dedupeKey)} once its person has been told: the bot said it while somebody waited, and it cannot be said again`,
      }
    })
  },
}
