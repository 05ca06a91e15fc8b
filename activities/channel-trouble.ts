import { channelsOf } from '../db/channels'
import type { BusinessId } from '../domain/ids'
import type { SendOnce } from './notices/send-once'
import { tellOwners } from './tell-owners'

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
  const dedupeKey = `channel/${chatId}/${trouble.trouble}/${trouble.since.getTime()}`
  await tellOwners(deps, { businessId, dedupeKey }, (t) => ({
    text: t.html(`channel-trouble-${trouble.trouble}`, { title }),
    rows: [],
  }))
}
