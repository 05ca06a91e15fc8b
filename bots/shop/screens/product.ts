import { productForSale, type ProductCard } from '../../../db/catalog'
import { orderCard } from '../../../db/order-cards'
import type { Button } from '../../../domain/buttons'
import type { ProductId } from '../../../domain/ids'
import { stagesOf, type PaymentPlan, type Stage } from '../../../domain/payment-plan'
import { stacked, type Html } from '../../../locales/html'
import { calendarDay, items, sum } from '../../../locales/wording'
import type { Screen, ScreenButton } from '../../../telegram/screen'
import { idOfDraft, newDraft } from '../drafts'
import type { Scene } from '../scene'

/** A button holds two digits of quantity. */
const mostAtOnce = 99
const fewLeft = 5

/** The card of a product; false when it is not for sale. */
export async function productCard(scene: Scene, productId: ProductId, quantity = 1): Promise<boolean> {
  const { sql, businessId } = scene.shop
  const product = await productForSale(sql, { businessId, productId })
  if (!product) return false
  await scene.redraw(cardOf(scene, product, quantity))
  return true
}

export async function openProduct(
  scene: Scene,
  button: Extract<Button, { verb: 'product' | 'quantity' }>,
): Promise<void> {
  const quantity = button.verb === 'quantity' ? button.quantity : 1
  if (await productCard(scene, button.productId, quantity)) return
  await scene.toast(scene.t.plain('toast-product-gone'), { alert: true })
}

/**
 * Places the order. The same screen makes the same order however often it is pressed. What is promised here is checked
 * again, under lock, by the order itself.
 */
export async function checkout(scene: Scene, button: Extract<Button, { verb: 'checkout' }>): Promise<void> {
  const { t, who, shop } = scene
  const { productId, quantity, plan, draft } = button
  if (!who.buyer) return scene.toast(t.plain('toast-private-only'), { alert: true })
  const product = await productForSale(shop.sql, { businessId: shop.businessId, productId })
  const placed = { businessId: shop.businessId, orderId: idOfDraft(shop.businessId, who.buyer.id, draft) }
  // Looked for after the goods: this screen's own order may be what has taken them, at an earlier press or attempt.
  const earlier = await orderCard(shop.sql, placed)
  const isRejected = earlier?.payments.length === 0
  if (earlier && !isRejected) return scene.redraw(placedScreen(scene, items(t, earlier.lines), earlier.total))
  if (!product || !plansOf(scene, product, quantity).some((offer) => offer.plan === plan)) {
    return scene.toast(t.plain('toast-product-gone'), { alert: true })
  }
  if (product.available < quantity) {
    await scene.toast(t.plain('toast-not-so-many', { available: product.available }), { alert: true })
    return scene.redraw(cardOf(scene, product, Math.max(1, product.available)))
  }
  // What this screen asked for could not be had then; only a new one can order again.
  if (isRejected) return scene.redraw(cardOf(scene, product, quantity))
  const isNew = await shop.lifecycles.placeOrder(placed, {
    buyerId: who.buyer.id,
    lines: [{ productId, quantity }],
    plan,
  })
  shop.log.info({ ...placed, isNew }, 'checkout pressed')
  await scene.redraw(placedScreen(scene, items(t, [{ ...product, quantity }]), product.price * BigInt(quantity)))
}

const placedScreen = ({ t, business }: Scene, what: string, total: bigint): Screen => ({
  text: t.html('checkout-placed', { items: what, total: sum(total, business.currency) }),
  rows: [[{ label: t.plain('btn-orders'), press: { verb: 'orders' } }]],
})

interface PlanOffer {
  readonly plan: PaymentPlan
  readonly stages: readonly Stage[]
}

/** The plans a product can be bought on, with their exact sums. A deposit too small to stand alone is no plan. */
function plansOf({ business }: Scene, product: ProductCard, quantity: number): PlanOffer[] {
  const { depositPercent, minimumStage } = business.settings
  const rules = { depositPercent, minimumStage: BigInt(minimumStage) }
  const offer = (plan: PaymentPlan) => ({ plan, stages: stagesOf(plan, product.price * BigInt(quantity), rules) })
  if (product.arrivesOn !== null) return [offer('preorder')]
  const deposit = offer('deposit_balance')
  return deposit.stages.length > 1 ? [offer('full'), deposit] : [offer('full')]
}

function cardOf(scene: Scene, product: ProductCard, wanted: number): Screen {
  const { t, business } = scene
  const most = Math.min(product.available, mostAtOnce)
  const quantity = Math.max(1, Math.min(wanted, most))
  const price = sum(product.price, business.currency)
  const head = t.html('product', {
    emoji: product.emoji,
    name: product.names[t.lang],
    text: product.texts[t.lang],
    price,
  })
  const back: ScreenButton[] = [{ label: t.plain('btn-back-to-catalog'), press: { verb: 'catalog' } }]
  if (most === 0) return { text: stacked([head, t.html('product-sold-out')], '\n\n'), rows: [back] }

  const plans = plansOf(scene, product, quantity)
  const total = sum(product.price * BigInt(quantity), business.currency)
  const text = stacked(
    [
      head,
      stacked([stockWords(scene, product), t.html('product-total', { quantity, total })]),
      stacked(plans.map((offer) => planWords(scene, product, offer))),
    ],
    '\n\n',
  )
  const draft = newDraft()
  return {
    text,
    rows: [
      quantityRow(scene, product.id, quantity, most),
      ...plans.map(({ plan, stages }): ScreenButton[] => [
        {
          label: planLabel(scene, plan, stages),
          press: { verb: 'checkout', draft, productId: product.id, quantity, plan },
        },
      ]),
      back,
    ],
  }
}

function stockWords({ t }: Scene, { arrivesOn, available }: ProductCard): Html | null {
  if (arrivesOn !== null) return t.html('product-preorder', { day: calendarDay(t, arrivesOn) })
  return available <= fewLeft ? t.html('product-few-left', { available }) : null
}

function planWords({ t, business }: Scene, { arrivesOn }: ProductCard, { plan, stages }: PlanOffer): Html {
  const [first, second] = stages.map(({ amount }) => sum(amount, business.currency))
  if (second === undefined) return t.html('plan-full', { amount: first ?? '' })
  if (plan === 'preorder' && arrivesOn !== null) {
    return t.html('plan-preorder', { deposit: first ?? '', balance: second, day: calendarDay(t, arrivesOn) })
  }
  return t.html('plan-deposit', { deposit: first ?? '', balance: second })
}

function planLabel({ t, business }: Scene, plan: PaymentPlan, stages: readonly Stage[]): string {
  const amount = sum(stages[0]?.amount ?? 0n, business.currency)
  if (plan === 'preorder') return t.plain('btn-plan-preorder', { amount })
  return plan === 'full' ? t.plain('btn-plan-full', { amount }) : t.plain('btn-plan-deposit', { amount })
}

function quantityRow({ t }: Scene, productId: ProductId, quantity: number, most: number): ScreenButton[] {
  const step = (label: string, to: number): ScreenButton => ({
    label,
    press: { verb: 'quantity', productId, quantity: Math.max(1, Math.min(to, most)) },
  })
  if (most === 1) return []
  return [
    step(t.plain('btn-fewer'), quantity - 1),
    step(t.plain('btn-quantity', { quantity: String(quantity) }), quantity),
    step(t.plain('btn-more'), quantity + 1),
  ]
}
