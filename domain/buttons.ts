import { codePattern } from './codes'
import { idPattern, paymentIdPattern, type OrderId, type PaymentId, type ProductId, type SubscriptionId } from './ids'
import type { PaymentPlan } from './payment-plan'
import { offeredPeriods, planFields, type OfferedPeriod, type PlanField } from './plan-edits'

/**
 * What an inline button says when it is pressed. Telegram carries at most 64 bytes of callback data, so every press
 * is a short verb and ids. `encodeButton` and `decodeButton` are the only two places that know the form.
 */
export type Button =
  | { verb: 'catalog' }
  | { verb: 'product'; productId: ProductId }
  /** `draft` makes a second press of the same screen the same order. */
  | { verb: 'checkout'; draft: string; productId: ProductId; quantity: number; plan: PaymentPlan }
  | { verb: 'quantity'; productId: ProductId; quantity: number }
  | { verb: 'orders' }
  | { verb: 'order'; orderId: OrderId }
  | { verb: 'pay'; paymentId: PaymentId }
  | { verb: 'pay_stars'; paymentId: PaymentId }
  | { verb: 'pay_card'; paymentId: PaymentId }
  | { verb: 'pay_cash'; paymentId: PaymentId }
  | { verb: 'more_time'; paymentId: PaymentId }
  | { verb: 'stop_nudges'; orderId: OrderId }
  | { verb: 'cancel'; orderId: OrderId }
  | { verb: 'cancel_sure'; orderId: OrderId }
  | { verb: 'rate'; orderId: OrderId; score: number }
  | { verb: 'lang'; lang: 'ru' | 'uz' | 'en' }
  | { verb: 'help' }
  /** To the people of the shop. */
  | { verb: 'write_support' }
  /** The buyer goes on with a ticket, also with a closed one. */
  | { verb: 'ticket_reopen'; ticket: number }
  // Subscriptions
  | { verb: 'plans' }
  | { verb: 'plan'; planId: string }
  /** The shop's terms; `on`: the buyer wants to hear of offers. `draft` makes a second press the same subscription. */
  | { verb: 'consent'; draft: string; planId: string; on: boolean }
  | { verb: 'subscribe'; draft: string; planId: string; on: boolean }
  /** A code for what the screen with this draft buys. */
  | { verb: 'enter_code'; draft: string; planId: string }
  | { verb: 'subscriptions' }
  | { verb: 'subscription'; subscriptionId: SubscriptionId }
  | { verb: 'renew'; subscriptionId: SubscriptionId }
  | { verb: 'links'; subscriptionId: SubscriptionId }
  | { verb: 'stop_renewal'; subscriptionId: SubscriptionId }
  | { verb: 'stop_renewal_sure'; subscriptionId: SubscriptionId }
  | { verb: 'resume_renewal'; subscriptionId: SubscriptionId }
  | { verb: 'other_plans'; subscriptionId: SubscriptionId }
  /** `on`: at once. */
  | { verb: 'change_plan'; subscriptionId: SubscriptionId; planId: string; on: boolean }
  | { verb: 'money_back'; subscriptionId: SubscriptionId }
  | { verb: 'money_back_sure'; subscriptionId: SubscriptionId }
  | { verb: 'no_offers'; subscriptionId: SubscriptionId }
  /** Stars that Telegram charges again each period. */
  | { verb: 'pay_stars_monthly'; paymentId: PaymentId }
  // Staff: subscribers
  | { verb: 'staff_subscribers'; list: SubscriberList; from: number }
  | { verb: 'staff_find' }
  | { verb: 'staff_subscription'; subscriptionId: SubscriptionId }
  | { verb: 'staff_extend'; subscriptionId: SubscriptionId; days: number }
  | { verb: 'staff_links'; subscriptionId: SubscriptionId }
  | { verb: 'staff_pause'; subscriptionId: SubscriptionId; on: boolean }
  | { verb: 'staff_vip'; subscriptionId: SubscriptionId; on: boolean }
  | { verb: 'staff_refund'; subscriptionId: SubscriptionId }
  | { verb: 'staff_judge'; subscriptionId: SubscriptionId; judgement: Judgement }
  | { verb: 'staff_judge_sure'; subscriptionId: SubscriptionId; judgement: Judgement }
  // Staff: plans and channels
  | { verb: 'staff_plan'; planId: string }
  | { verb: 'plan_part'; planId: string; part: PlanPart }
  | { verb: 'plan_active'; planId: string; on: boolean }
  | { verb: 'plan_ask'; planId: string; field: PlanField }
  | { verb: 'plan_period'; planId: string; period: OfferedPeriod }
  | { verb: 'plan_channel'; planId: string; chatId: string; on: boolean }
  | { verb: 'plan_new' }
  | { verb: 'use_channel'; chatId: string }
  // Staff
  | { verb: 'refund_period'; subscriptionId: SubscriptionId }
  | { verb: 'lift_flag'; subscriptionId: SubscriptionId }
  /** How the channels and the Stars stand. */
  | { verb: 'operations' }
  | { verb: 'audit_now' }
  /** Stars that Telegram took without saying whose: a person has found out. By the number of the difference. */
  | { verb: 'difference_settled'; transaction: string }
  | { verb: 'accept'; orderId: OrderId }
  | { verb: 'give_back'; orderId: OrderId }
  | { verb: 'assembled'; orderId: OrderId }
  | { verb: 'hand_over'; orderId: OrderId }
  | { verb: 'delivered'; orderId: OrderId }
  | { verb: 'staff_order'; orderId: OrderId }
  | { verb: 'staff_cancel'; orderId: OrderId }
  | { verb: 'staff_cancel_sure'; orderId: OrderId }
  | { verb: 'staff_nudge'; orderId: OrderId }
  | { verb: 'staff_nudges'; orderId: OrderId; on: boolean }
  | { verb: 'staff_nudges_all'; on: boolean }
  | { verb: 'cash_received'; paymentId: PaymentId }
  | { verb: 'arrived'; orderId: OrderId }
  | { verb: 'arrived_all'; productId: ProductId }
  /** Our id of the transaction that was given back: a payment may have two refunds. */
  | { verb: 'refunded'; transaction: string }
  | { verb: 'deposit_fate'; orderId: OrderId; fate: 'keep' | 'refund' }
  | ({ verb: 'code_draft' } & CodeChoice)
  | ({ verb: 'code_make' } & CodeChoice)
  | { verb: 'staff_code'; code: string }
  | { verb: 'code_off'; code: string }
  | { verb: 'ticket'; ticket: number }
  | { verb: 'ticket_answer'; ticket: number }
  | { verb: 'ticket_close'; ticket: number }
  | { verb: 'staff_menu'; page: StaffPage }

/** A code that is being put together by buttons. */
export interface CodeChoice {
  readonly draft: string
  readonly gives: CodeGives
  /** How often; 0: as often as people like. */
  readonly limit: number
  /** For how many days; 0: always. */
  readonly validDays: number
  /** `*`: any. */
  readonly forPlan: string
}

/** What codes of the bot's own screens give; others are written by an operator. */
export type CodeGives = 'p10' | 'p20' | 'p50' | 'gift'
export const codeLimits = [1, 10, 100, 0] as const
export const codeDays = [1, 7, 30, 0] as const

export const staffPages = [
  'open',
  'preorders',
  'refunds',
  'nudges',
  'subscriptions',
  'plans',
  'channels',
  'tickets',
  'codes',
] as const
export type StaffPage = (typeof staffPages)[number]
/** Subscribers by state, or all of them. */
export const subscriberLists = ['all', 'active', 'grace', 'cancelled', 'flagged', 'incomplete'] as const
export type SubscriberList = (typeof subscriberLists)[number]
/** What staff do to a subscriber with a reason. */
export const judgements = ['revoke', 'flag'] as const
export type Judgement = (typeof judgements)[number]
/** Pages of a plan that have buttons of their own. */
export const planParts = ['prices', 'texts', 'period', 'channels'] as const
export type PlanPart = (typeof planParts)[number]

type Verb = Button['verb']
export type ButtonField =
  | 'orderId'
  | 'subscriptionId'
  | 'planId'
  | 'paymentId'
  | 'transaction'
  | 'productId'
  | 'draft'
  | 'quantity'
  | 'plan'
  | 'score'
  | 'lang'
  | 'on'
  | 'fate'
  | 'page'
  | 'gives'
  | 'limit'
  | 'validDays'
  | 'forPlan'
  | 'code'
  | 'ticket'
  | 'list'
  | 'from'
  | 'days'
  | 'judgement'
  | 'part'
  | 'field'
  | 'period'
  | 'chatId'

/** Code and fields of every button that was ever drawn. */
export const buttonShapes: {
  readonly [V in Verb]: { readonly code: string; readonly fields: readonly ButtonField[] }
} = {
  catalog: { code: 'c', fields: [] },
  product: { code: 'p', fields: ['productId'] },
  checkout: { code: 'co', fields: ['draft', 'productId', 'quantity', 'plan'] },
  quantity: { code: 'q', fields: ['productId', 'quantity'] },
  orders: { code: 'os', fields: [] },
  order: { code: 'o', fields: ['orderId'] },
  pay: { code: 'pay', fields: ['paymentId'] },
  pay_stars: { code: 'ps', fields: ['paymentId'] },
  pay_card: { code: 'pc', fields: ['paymentId'] },
  pay_cash: { code: 'pm', fields: ['paymentId'] },
  more_time: { code: 'mt', fields: ['paymentId'] },
  stop_nudges: { code: 'sn', fields: ['orderId'] },
  cancel: { code: 'x', fields: ['orderId'] },
  cancel_sure: { code: 'xx', fields: ['orderId'] },
  rate: { code: 'r', fields: ['orderId', 'score'] },
  lang: { code: 'l', fields: ['lang'] },
  help: { code: 'h', fields: [] },
  write_support: { code: 'hw', fields: [] },
  ticket_reopen: { code: 'tr', fields: ['ticket'] },
  plans: { code: 'ss', fields: [] },
  plan: { code: 'sp', fields: ['planId'] },
  consent: { code: 'sc', fields: ['draft', 'planId', 'on'] },
  subscribe: { code: 'sb', fields: ['draft', 'planId', 'on'] },
  enter_code: { code: 'sd', fields: ['draft', 'planId'] },
  subscriptions: { code: 'sl', fields: [] },
  subscription: { code: 's', fields: ['subscriptionId'] },
  renew: { code: 'sr', fields: ['subscriptionId'] },
  links: { code: 'sk', fields: ['subscriptionId'] },
  stop_renewal: { code: 'st', fields: ['subscriptionId'] },
  stop_renewal_sure: { code: 'stt', fields: ['subscriptionId'] },
  resume_renewal: { code: 'sz', fields: ['subscriptionId'] },
  other_plans: { code: 'sq', fields: ['subscriptionId'] },
  change_plan: { code: 'sqq', fields: ['subscriptionId', 'planId', 'on'] },
  money_back: { code: 'su', fields: ['subscriptionId'] },
  money_back_sure: { code: 'suu', fields: ['subscriptionId'] },
  no_offers: { code: 'sy', fields: ['subscriptionId'] },
  pay_stars_monthly: { code: 'pr', fields: ['paymentId'] },
  staff_subscribers: { code: 'zl', fields: ['list', 'from'] },
  staff_find: { code: 'zf', fields: [] },
  staff_subscription: { code: 'z', fields: ['subscriptionId'] },
  staff_extend: { code: 'ze', fields: ['subscriptionId', 'days'] },
  staff_links: { code: 'zk', fields: ['subscriptionId'] },
  staff_pause: { code: 'zp', fields: ['subscriptionId', 'on'] },
  staff_vip: { code: 'zv', fields: ['subscriptionId', 'on'] },
  staff_refund: { code: 'zr', fields: ['subscriptionId'] },
  staff_judge: { code: 'zj', fields: ['subscriptionId', 'judgement'] },
  staff_judge_sure: { code: 'zjj', fields: ['subscriptionId', 'judgement'] },
  staff_plan: { code: 'tp', fields: ['planId'] },
  plan_part: { code: 'tq', fields: ['planId', 'part'] },
  plan_active: { code: 'ta', fields: ['planId', 'on'] },
  plan_ask: { code: 'tt', fields: ['planId', 'field'] },
  plan_period: { code: 'td', fields: ['planId', 'period'] },
  plan_channel: { code: 'tc', fields: ['planId', 'chatId', 'on'] },
  plan_new: { code: 'tn', fields: [] },
  use_channel: { code: 'tu', fields: ['chatId'] },
  refund_period: { code: 'fr', fields: ['subscriptionId'] },
  lift_flag: { code: 'fl', fields: ['subscriptionId'] },
  operations: { code: 'op', fields: [] },
  audit_now: { code: 'opa', fields: [] },
  difference_settled: { code: 'opd', fields: ['transaction'] },
  accept: { code: 'fa', fields: ['orderId'] },
  give_back: { code: 'fg', fields: ['orderId'] },
  assembled: { code: 'fd', fields: ['orderId'] },
  hand_over: { code: 'ch', fields: ['orderId'] },
  delivered: { code: 'cd', fields: ['orderId'] },
  staff_order: { code: 'so', fields: ['orderId'] },
  staff_cancel: { code: 'sx', fields: ['orderId'] },
  staff_cancel_sure: { code: 'sxx', fields: ['orderId'] },
  staff_nudge: { code: 'sng', fields: ['orderId'] },
  staff_nudges: { code: 'sno', fields: ['orderId', 'on'] },
  staff_nudges_all: { code: 'sna', fields: ['on'] },
  cash_received: { code: 'cr', fields: ['paymentId'] },
  arrived: { code: 'ga', fields: ['orderId'] },
  arrived_all: { code: 'gp', fields: ['productId'] },
  refunded: { code: 'rf', fields: ['transaction'] },
  deposit_fate: { code: 'df', fields: ['orderId', 'fate'] },
  staff_menu: { code: 'sm', fields: ['page'] },
  code_draft: { code: 'kd', fields: ['draft', 'gives', 'limit', 'validDays', 'forPlan'] },
  code_make: { code: 'km', fields: ['draft', 'gives', 'limit', 'validDays', 'forPlan'] },
  staff_code: { code: 'kc', fields: ['code'] },
  code_off: { code: 'kx', fields: ['code'] },
  ticket: { code: 'h1', fields: ['ticket'] },
  ticket_answer: { code: 'h2', fields: ['ticket'] },
  ticket_close: { code: 'h3', fields: ['ticket'] },
}

const planCodes: Record<PaymentPlan, string> = { full: 'f', deposit_balance: 'd', preorder: 'p' }

const oneOf =
  <T extends string>(...values: T[]) =>
  (text: string): T | undefined =>
    values.find((value) => value === text)
const matching = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text : undefined)
const whole = (min: number, max: number) => (text: string) =>
  /^\d{1,3}$/.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined

const oneNumberOf = (values: readonly number[]) => (text: string) => values.find((value) => String(value) === text)

const readers: Record<ButtonField, (text: string) => unknown> = {
  orderId: matching(idPattern),
  productId: matching(idPattern),
  subscriptionId: matching(idPattern),
  planId: matching(idPattern),
  paymentId: matching(paymentIdPattern),
  transaction: matching(/^\d{1,18}$/),
  draft: matching(/^[A-Za-z0-9_-]{6,16}$/),
  quantity: whole(1, 99),
  plan: (text) => (Object.keys(planCodes) as PaymentPlan[]).find((plan) => planCodes[plan] === text),
  score: whole(1, 5),
  lang: oneOf('ru', 'uz', 'en'),
  on: (text) => (text === '1' ? true : text === '0' ? false : undefined),
  fate: oneOf('keep', 'refund'),
  gives: oneOf('p10', 'p20', 'p50', 'gift'),
  limit: oneNumberOf(codeLimits),
  validDays: oneNumberOf(codeDays),
  forPlan: (text) => (text === '*' || idPattern.test(text) ? text : undefined),
  code: matching(codePattern),
  ticket: (text) => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined),
  page: oneOf(...staffPages),
  list: oneOf(...subscriberLists),
  from: whole(0, 999),
  days: whole(1, 365),
  judgement: oneOf(...judgements),
  part: oneOf(...planParts),
  field: oneOf(...planFields),
  period: oneOf(...(Object.keys(offeredPeriods) as OfferedPeriod[])),
  chatId: matching(/^-\d{1,19}$/),
}

function write(field: ButtonField, value: unknown): string {
  if (field === 'plan') return planCodes[value as PaymentPlan]
  if (field === 'on') return value === true ? '1' : '0'
  return String(value)
}

export function encodeButton(button: Button): string {
  const shape = buttonShapes[button.verb]
  const values = button as unknown as Record<ButtonField, unknown>
  return [shape.code, ...shape.fields.map((field) => write(field, values[field]))].join(':')
}

/** The button that was pressed; null for anything we never draw (an old or a forged one). */
export function decodeButton(data: string): Button | null {
  const [code, ...values] = data.split(':')
  const verb = (Object.keys(buttonShapes) as Verb[]).find((candidate) => buttonShapes[candidate].code === code)
  if (!verb) return null
  const { fields } = buttonShapes[verb]
  if (values.length !== fields.length) return null
  const button: Record<string, unknown> = { verb }
  for (const [index, field] of fields.entries()) {
    const value = readers[field](values[index] ?? '')
    if (value === undefined) return null
    button[field] = value
  }
  return button as unknown as Button
}
