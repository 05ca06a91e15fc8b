import { channelsOf } from '../db/channels'
import { staffOf } from '../db/staff'
import type { BusinessId } from '../domain/ids'
import { textsIn } from '../locales/texts'
import { sendOnce, type SendOnce } from './notices/send-once'

/** The owner hears once of each trouble of a channel, with what to do. */
export async function tellChannelTrouble(
  deps: SendOnce,
  trouble: {
    readonly businessId: BusinessId
    readonly chatId: string
    readonly trouble: 'no_rights' | 'not_there'
    readonly since: Date
  },
): Promise<void> {
  const { businessId, chatId } = trouble
  const title = (await channelsOf(deps.sql, businessId)).find((channel) => channel.chatId === chatId)?.title ?? chatId
  const owners = (await staffOf(deps.sql, businessId)).filter(({ role }) => role === 'owner')
  for (const { externalId, lang } of owners) {
    const t = textsIn(lang)
    await sendOnce(
      deps,
      {
        businessId,
        dedupeKey: `channel/${chatId}/${trouble.trouble}/${trouble.since.getTime()}@${externalId}`,
        chatId: externalId,
        orderId: null,
        paymentId: null,
        hasButtons: false,
      },
      { text: t.html(`channel-trouble-${trouble.trouble}`, { title }), rows: [] },
    )
  }
}
