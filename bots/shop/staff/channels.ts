import { channelsOf, useChannel, type Channel } from '../../../db/channels'
import type { Button } from '../../../domain/buttons'
import { stacked, type Html } from '../../../locales/html'
import { moment } from '../../../locales/wording'
import type { Screen } from '../../../telegram/screen'
import type { Scene } from '../scene'
import { atDesk } from './desk'

/** The channels that subscriptions open, and what keeps the bot from its work there. */
export async function channelsPage(scene: Scene): Promise<Screen> {
  const { shop, t } = scene
  const channels = await channelsOf(shop.sql, shop.businessId)
  return {
    text: stacked(
      [
        channels.length === 0 ? t.html('staff-channels-none') : t.html('staff-channels'),
        stacked(channels.map((channel) => lineOf(scene, channel))),
        t.html('staff-channels-add'),
      ],
      '\n\n',
    ),
    rows: [[{ label: t.plain('btn-page-plans'), press: { verb: 'staff_menu', page: 'plans' } }]],
  }
}

function lineOf({ t, business }: Scene, { title, trouble, troubleSince }: Channel): Html {
  if (trouble === null) return t.html('staff-channel-well', { title })
  const since = troubleSince ? moment(t, troubleSince, business.zone) : '—'
  return t.html(trouble === 'not_there' ? 'staff-channel-not-there' : 'staff-channel-no-rights', { title, since })
}

/** Whoever put the bot into a channel uses it for subscriptions. */
export async function channelIntoUse(
  scene: Scene,
  { chatId }: Extract<Button, { verb: 'use_channel' }>,
): Promise<void> {
  if (!(await atDesk(scene, 'edit_plans'))) return
  const { t, shop, who } = scene
  const by = `staff:${who.externalId}`
  const channel = await useChannel(shop.sql, { businessId: shop.businessId, chatId, by, at: shop.now() })
  if (!channel) return scene.toast(t.plain('toast-channel-gone'), { alert: true })
  shop.log.info({ businessId: shop.businessId, chatId, staffId: who.externalId }, 'a channel is used for subscriptions')
  await scene.redraw({
    text: t.html('staff-channel-used', { title: channel.title }),
    rows: [[{ label: t.plain('btn-page-plans'), press: { verb: 'staff_menu', page: 'plans' } }]],
  })
}
