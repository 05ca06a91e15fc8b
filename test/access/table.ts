import type { OwnerPress } from '../../bots/owner/presses'
import type { Command } from '../../bots/shop/commands'
import type { Question } from '../../db/questions'
import type { Button, ButtonField, StaffPage } from '../../domain/buttons'
import type { Lifecycles } from '../../workflows/callers'

// Who may do what: the table of this project, written out by hand. It repeats on purpose what the code decides in
// domain/staff.ts and bots/shop/who.ts, so that a slip there shows here. The compiler and the tests ask for a row for
// every button, command, question and route that there is.

/** Everybody who may speak to the shop bot, by what they are in its business. */
export const roles = [
  'stranger',
  'buyer',
  'other_buyer',
  'florist',
  'courier',
  'manager',
  'accountant',
  'admin',
  'owner',
] as const
export type Role = (typeof roles)[number]

/** How it shows that something was done: a message to a lifecycle, rows that are written, or a screen. */
export type Deed = keyof Lifecycles | 'writes' | 'shows'

/** What a button may be about. Both businesses have one of each. */
export const thingNames = [
  'order',
  'delivered',
  'payment',
  'subscription',
  'unpaid',
  'plan',
  'product',
  'awaited',
  'code',
  'ticket',
  'transaction',
  'difference',
  'channel',
  'offered',
  'new_plan',
  'new_channel',
] as const
export type ThingName = (typeof thingNames)[number]

export interface Row {
  readonly may: readonly Role[]
  readonly does: Deed
  /** Not in a group, where others read and press too, not even for those who may. */
  readonly privately?: true
  /** Instead of the usual thing that a button names. */
  readonly with?: Partial<Record<ButtonField, ThingName>>
  /** Instead of the usual value of another field. */
  readonly also?: Partial<Record<ButtonField, unknown>>
}

const everybody = roles
const staff: readonly Role[] = ['florist', 'courier', 'manager', 'accountant', 'admin', 'owner']
const desk: readonly Role[] = ['manager', 'admin', 'owner']
const makers: readonly Role[] = ['florist', 'admin', 'owner']
const books: readonly Role[] = ['manager', 'accountant', 'admin', 'owner']
const money: readonly Role[] = ['accountant', 'admin', 'owner']
const heads: readonly Role[] = ['admin', 'owner']
/** The buyer whose order or subscription it is. */
const whose: readonly Role[] = ['buyer']

export const buttons: Readonly<Record<Exclude<Button['verb'], 'staff_menu'>, Row>> = {
  catalog: { may: everybody, does: 'shows' },
  product: { may: everybody, does: 'shows' },
  quantity: { may: everybody, does: 'shows' },
  checkout: { may: everybody, does: 'placeOrder' },
  orders: { may: everybody, does: 'shows' },
  order: { may: whose, does: 'shows' },
  pay: { may: whose, does: 'writes' },
  pay_stars: { may: whose, does: 'shows' },
  pay_card: { may: whose, does: 'shows' },
  pay_cash: { may: whose, does: 'writes' },
  more_time: { may: whose, does: 'extend' },
  stop_nudges: { may: whose, does: 'switchNudges' },
  cancel: { may: whose, does: 'shows' },
  cancel_sure: { may: whose, does: 'cancel' },
  rate: { may: whose, does: 'rate', with: { orderId: 'delivered' } },
  lang: { may: everybody, does: 'writes' },
  help: { may: everybody, does: 'shows' },
  write_support: { may: everybody, does: 'writes' },
  ticket_reopen: { may: whose, does: 'writes' },

  plans: { may: everybody, does: 'shows' },
  plan: { may: everybody, does: 'shows' },
  consent: { may: everybody, does: 'shows' },
  subscribe: { may: everybody, does: 'subscribe', with: { planId: 'new_plan' } },
  enter_code: { may: everybody, does: 'writes' },
  subscriptions: { may: everybody, does: 'shows' },
  subscription: { may: whose, does: 'shows' },
  renew: { may: whose, does: 'renewNow' },
  links: { may: whose, does: 'resendLinks' },
  stop_renewal: { may: whose, does: 'shows' },
  stop_renewal_sure: { may: whose, does: 'cancelRenewal' },
  resume_renewal: { may: whose, does: 'resumeRenewal' },
  other_plans: { may: whose, does: 'shows' },
  change_plan: { may: whose, does: 'changePlan' },
  money_back: { may: whose, does: 'shows' },
  money_back_sure: { may: whose, does: 'askRefund' },
  no_offers: { may: whose, does: 'writes' },
  pay_stars_monthly: { may: whose, does: 'shows', with: { paymentId: 'unpaid' } },

  staff_subscribers: { may: books, does: 'shows', privately: true },
  staff_find: { may: books, does: 'writes', privately: true },
  staff_subscription: { may: books, does: 'shows', privately: true },
  staff_extend: { may: desk, does: 'extendSubscription', privately: true },
  staff_links: { may: desk, does: 'resendLinks', privately: true },
  staff_pause: { may: desk, does: 'pauseSubscription', privately: true },
  staff_vip: { may: heads, does: 'switchVip', privately: true },
  staff_refund: { may: heads, does: 'shows', privately: true },
  staff_judge: { may: heads, does: 'writes', privately: true },
  staff_judge_sure: { may: heads, does: 'revokeAccess', privately: true },
  refund_period: { may: heads, does: 'askRefund' },
  lift_flag: { may: heads, does: 'liftFlag' },
  operations: { may: heads, does: 'shows', privately: true },
  audit_now: { may: heads, does: 'checkNow', privately: true },
  difference_settled: { may: heads, does: 'writes', privately: true, with: { transaction: 'difference' } },

  staff_plan: { may: heads, does: 'shows', privately: true },
  plan_part: { may: heads, does: 'shows', privately: true },
  plan_active: { may: heads, does: 'writes', privately: true },
  plan_ask: { may: heads, does: 'writes', privately: true },
  plan_period: { may: heads, does: 'writes', privately: true },
  plan_channel: { may: heads, does: 'writes', privately: true, with: { chatId: 'new_channel' }, also: { on: true } },
  plan_new: { may: heads, does: 'writes', privately: true },
  use_channel: { may: heads, does: 'writes', privately: true, with: { chatId: 'offered' } },

  accept: { may: makers, does: 'accept' },
  give_back: { may: makers, does: 'giveBack' },
  assembled: { may: makers, does: 'assembled' },
  hand_over: { may: ['florist', 'courier', 'admin', 'owner'], does: 'handOver' },
  delivered: { may: ['courier', 'admin', 'owner'], does: 'delivered' },
  staff_order: { may: staff, does: 'shows' },
  staff_cancel: { may: desk, does: 'writes' },
  staff_cancel_sure: { may: desk, does: 'cancel' },
  staff_nudge: { may: desk, does: 'nudgeNow' },
  staff_nudges: { may: desk, does: 'switchNudges' },
  staff_nudges_all: { may: heads, does: 'writes' },
  cash_received: { may: ['courier', 'manager', 'accountant', 'admin', 'owner'], does: 'markPaidByHand' },
  arrived: { may: desk, does: 'goodsArrived' },
  arrived_all: { may: desk, does: 'goodsArrived', with: { productId: 'awaited' } },
  refunded: { may: money, does: 'confirmRefund' },
  deposit_fate: { may: heads, does: 'decideDeposit' },

  code_draft: { may: heads, does: 'shows', privately: true },
  code_make: { may: heads, does: 'writes', privately: true },
  staff_code: { may: heads, does: 'shows', privately: true },
  code_off: { may: heads, does: 'writes', privately: true },
  ticket: { may: desk, does: 'shows' },
  ticket_answer: { may: desk, does: 'writes' },
  ticket_close: { may: desk, does: 'writes' },
}

/** The button `staff_menu`, by its page. */
export const staffPageRows: Readonly<Record<StaffPage, Row>> = {
  open: { may: staff, does: 'shows' },
  preorders: { may: desk, does: 'shows' },
  refunds: { may: money, does: 'shows' },
  nudges: { may: heads, does: 'shows' },
  subscriptions: { may: books, does: 'shows', privately: true },
  plans: { may: heads, does: 'shows', privately: true },
  channels: { may: heads, does: 'shows', privately: true },
  tickets: { may: desk, does: 'shows' },
  codes: { may: heads, does: 'shows', privately: true },
}

/** In a private chat. */
export const commands: Readonly<Record<Command, Row>> = {
  start: { may: everybody, does: 'shows' },
  catalog: { may: everybody, does: 'shows' },
  orders: { may: everybody, does: 'shows' },
  plans: { may: everybody, does: 'shows' },
  buy: { may: everybody, does: 'shows' },
  code: { may: everybody, does: 'writes' },
  status: { may: everybody, does: 'shows' },
  cancel: { may: everybody, does: 'shows' },
  lang: { may: everybody, does: 'shows' },
  terms: { may: everybody, does: 'shows' },
  support: { may: everybody, does: 'shows' },
  paysupport: { may: everybody, does: 'shows' },
  reminders: { may: everybody, does: 'writes' },
  help: { may: everybody, does: 'shows' },
  staff: { may: staff, does: 'shows' },
  audit: { may: heads, does: 'shows', privately: true },
}

/** Who may answer a question of the bot that stands in a chat. */
export const replies: Readonly<Record<Question['about'], Row>> = {
  cancel_order: { may: desk, does: 'cancel' },
  find_subscriber: { may: books, does: 'shows' },
  judge_subscriber: { may: heads, does: 'revokeAccess' },
  plan_field: { may: heads, does: 'writes' },
  new_plan: { may: heads, does: 'writes' },
  code: { may: everybody, does: 'writes' },
  ticket: { may: everybody, does: 'writes' },
  ticket_answer: { may: desk, does: 'writes' },
}

/** The owner-bot knows two roles; staff of the shop are strangers to it. */
export const ownerRoles = ['stranger', 'admin', 'owner', 'owner_of_other'] as const
export type OwnerRole = (typeof ownerRoles)[number]
export const readers: readonly OwnerRole[] = ['admin', 'owner']

/** One press for each verb, as its button carries it. Whoever may read the business may press all of them. */
export const ownerPresses: Readonly<Record<OwnerPress['verb'], OwnerPress>> = {
  funnel: { verb: 'funnel' },
  status: { verb: 'status' },
  today: { verb: 'today' },
  lang: { verb: 'lang', lang: 'uz' },
  list: { verb: 'list', list: 'pending', page: 0 },
  order: { verb: 'order', orderId: 'order1', page: 0, back: { list: 'pending', page: 0 } },
  subs: { verb: 'subs', days: 30 },
  access: { verb: 'access', days: 1 },
  chart: { verb: 'chart' },
  subscriptions: { verb: 'subscriptions', list: 'active', page: 0 },
  subscription: { verb: 'subscription', subscriptionId: 'sub1', page: 0, back: { list: 'active', page: 0 } },
}

/** Who may call a route, by what they show. `own`: the secret of the business that the path or the token names. */
export const callers = ['nobody', 'wrong', 'own', 'of_other'] as const
export type Caller = (typeof callers)[number]
export const routes: Readonly<Record<string, readonly Caller[]>> = {
  'POST /webhooks/payme/:businessId': ['own'],
  'POST /webhooks/click/:businessId/prepare': ['own'],
  'POST /webhooks/click/:businessId/complete': ['own'],
  'GET /api/v1/events': ['own'],
  // The token of the operators, who run the installation, is no business's.
  'GET /api/v1/ops/stuck': ['own'],
  'POST /webhooks/telegram/:botId': ['own'],
  // For the machine's own network: they tell names and figures, and nothing of people or secrets.
  'GET /health/live': callers,
  'GET /health/ready': callers,
  'GET /metrics': callers,
}
