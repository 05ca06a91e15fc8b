import type { ScreenButton } from '../../../telegram/screen'
import type { Scene } from '../scene'
import { shopTerms } from '../terms'
import { mainRows } from './start'

/** `/help` */
export async function help(scene: Scene): Promise<void> {
  await scene.show({ text: scene.t.html('help', { shop: scene.business.name }), rows: mainRows(scene) })
}

/** `/terms` */
export async function terms(scene: Scene): Promise<void> {
  const { text } = await shopTerms(scene)
  await scene.say(text)
}

/** `/support` */
export async function support(scene: Scene): Promise<void> {
  await scene.show({ text: scene.t.html('support', { shop: scene.business.name }), rows: supportRows(scene) })
}

/** `/paysupport`: Telegram asks every bot that takes Stars for it. */
export async function paySupport(scene: Scene): Promise<void> {
  await scene.show({ text: scene.t.html('paysupport'), rows: supportRows(scene) })
}

const supportRows = ({ t, business }: Scene): ScreenButton[][] => [
  [{ label: t.plain('btn-write-here'), press: { verb: 'write_support' } }],
  business.supportUrl ? [{ label: t.plain('btn-support'), url: business.supportUrl }] : [],
  [{ label: t.plain('btn-orders'), press: { verb: 'orders' } }],
]
