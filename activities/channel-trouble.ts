import { channelsOf } from '../db/channels'
import type { BusinessId } from '../domain/ids'
import type { SendOnce } from './notices/send-once'
import { tellOwners } from './tell-owners'

const hour = 3_600_000

/**
 * The owner hears once of each trouble of a channel, with what to do; and not each minute of one that comes and goes: a bot
 * that may invite and not ban does half of its work.
 */
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
  const dedupeKey = `channel/${chatId}/${trouble.trouble}/${Math.floor(trouble.since.getTime() / hour)}`
  await tellOwners(deps, { businessId, dedupeKey }, (t) => ({
    text: t.html(`channel-trouble-${trouble.trouble}`, { title }),
    rows: [],
  }))
}
