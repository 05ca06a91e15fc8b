import { setBuyerLang } from '../../../db/buyers'
import { setStaffLang } from '../../../db/staff'
import type { Button } from '../../../domain/buttons'
import { idPattern } from '../../../domain/ids'
import type { Screen, ScreenButton } from '../../../telegram/screen'
import type { Scene } from '../scene'
import { mayAsStaff } from '../who'
import { codeByCommand } from './codes'
import { orders } from './orders'
import { openPlan } from './plans'
import { productCard } from './product'
import { subscriptions } from './subscriptions'

/**
 * `/start`; with a product (`?start=p_rose`), a plan (`?start=plan_club`) or a code (`?start=code_SPRING`) in the link if
 * somebody shared one; `orders` or `status` from a forwarded invoice.
 */
export async function start(scene: Scene, payload: string): Promise<void> {
  const productId = /^p_(.+)$/.exec(payload)?.[1]
  if (productId && idPattern.test(productId) && (await productCard(scene, productId))) return
  const planId = /^plan_(.+)$/.exec(payload)?.[1]
  if (planId && idPattern.test(planId)) return openPlan(scene, { planId })
  const code = /^code_(.+)$/.exec(payload)?.[1]
  if (code) return codeByCommand(scene, code)
  if (payload === 'orders') return orders(scene)
  if (payload === 'status') return subscriptions(scene)
  await scene.show(welcome(scene))
}

export function welcome({ t, business, who }: Scene): Screen {
  return {
    text: t.html('start', { name: who.name, shop: business.name }),
    rows: [...mainRows({ t, who }), languageRow({ t })],
  }
}

/** The ways on from anywhere. */
export function mainRows({ t, who }: Pick<Scene, 't' | 'who'>): ScreenButton[][] {
  const staff: ScreenButton[] = mayAsStaff(who, 'see_orders')
    ? [{ label: t.plain('btn-staff'), press: { verb: 'staff_menu', page: 'open' } }]
    : []
  return [
    [
      { label: t.plain('btn-catalog'), press: { verb: 'catalog' } },
      { label: t.plain('btn-orders'), press: { verb: 'orders' } },
    ],
    staff,
    [{ label: t.plain('btn-plans'), press: { verb: 'plans' } }],
    [{ label: t.plain('btn-help'), press: { verb: 'help' } }],
  ]
}

const languageRow = ({ t }: Pick<Scene, 't'>): ScreenButton[] => [
  { label: t.plain('btn-lang-ru'), press: { verb: 'lang', lang: 'ru' } },
  { label: t.plain('btn-lang-uz'), press: { verb: 'lang', lang: 'uz' } },
  { label: t.plain('btn-lang-en'), press: { verb: 'lang', lang: 'en' } },
]

/** `/lang` */
export async function chooseLanguage(scene: Scene): Promise<void> {
  await scene.show({ text: scene.t.html('lang-choose'), rows: [languageRow(scene)] })
}

/** Remembers the choice of a buyer, and of a member of staff for what staff are told. */
export async function setLanguage(scene: Scene, { lang }: Extract<Button, { verb: 'lang' }>): Promise<void> {
  const { sql, businessId } = scene.shop
  const { buyer, staff, externalId } = scene.who
  if (buyer) await setBuyerLang(sql, { businessId, buyerId: buyer.id }, lang)
  if (staff) await setStaffLang(sql, { businessId, externalId, lang })
  const speaking = scene.speaking(lang)
  await speaking.toast(speaking.t.plain('toast-lang-set'))
  await speaking.redraw(welcome(speaking))
}
