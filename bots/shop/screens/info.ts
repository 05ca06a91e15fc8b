import { termsOf } from '../../../db/shop-pages'
import { Html, escapeHtml } from '../../../locales/html'
import type { Scene } from '../scene'
import { mainRows } from './start'

/** `/help` */
export async function help(scene: Scene): Promise<void> {
  await scene.show({ text: scene.t.html('help', { shop: scene.business.name }), rows: mainRows(scene) })
}

/** `/terms`: the shop's own words, or what the settings say in plain words. */
export async function terms(scene: Scene): Promise<void> {
  const { t, shop, business } = scene
  const own = (await termsOf(shop.sql, shop.businessId))[t.lang]
  if (own) return void (await scene.say(new Html(escapeHtml(own.slice(0, 4000)))))
  const { depositPercent, depositFate } = business.settings
  await scene.say(t.html('terms-default', { shop: business.name, percent: String(depositPercent), fate: depositFate }))
}

/** `/support` */
export async function support(scene: Scene): Promise<void> {
  await scene.show({ text: scene.t.html('support', { shop: scene.business.name }), rows: supportRows(scene) })
}

/** `/paysupport`: Telegram asks every bot that takes Stars for it. */
export async function paySupport(scene: Scene): Promise<void> {
  await scene.show({ text: scene.t.html('paysupport'), rows: supportRows(scene) })
}

const supportRows = ({ t, business }: Scene) => [
  business.supportUrl ? [{ label: t.plain('btn-support'), url: business.supportUrl }] : [],
  [{ label: t.plain('btn-orders'), press: { verb: 'orders' as const } }],
]
