// Written by `tsx locales/write-keys.ts` from en.ftl; a test compares the two. Do not edit.
/* prettier-ignore */
export interface TextArguments {
  'plain-moment': { day: unknown; month: unknown; time: unknown }
  'plain-day': { day: unknown; month: unknown }
  'plain-month-1': {}
  'plain-month-2': {}
  'plain-month-3': {}
  'plain-month-4': {}
  'plain-month-5': {}
  'plain-month-6': {}
  'plain-month-7': {}
  'plain-month-8': {}
  'plain-month-9': {}
  'plain-month-10': {}
  'plain-month-11': {}
  'plain-month-12': {}
  'plain-provider-payme': {}
  'plain-provider-click': {}
  'plain-provider-stars': {}
  'plain-provider-telegram_fiat': {}
  'plain-provider-manual': {}
  'payment-due-full': { number: unknown; items: unknown; amount: unknown; until: unknown }
  'payment-due-deposit': { number: unknown; items: unknown; amount: unknown; total: unknown; until: unknown; plan: unknown; rest: unknown }
  'payment-due-balance': { number: unknown; items: unknown; plan: unknown; amount: unknown; total: unknown; until: unknown }
  'payment-nudge-full': { number: unknown; items: unknown; amount: unknown; until: unknown }
  'payment-nudge-deposit': { number: unknown; items: unknown; amount: unknown; until: unknown }
  'payment-nudge-balance': { number: unknown; items: unknown; amount: unknown; until: unknown }
  'pay-choose': {}
  'pay-no-way': {}
  'btn-pay-payme': {}
  'btn-pay-click': {}
  'btn-pay-stars': { stars: unknown }
  'btn-pay-card': {}
  'btn-pay-cash': {}
  'btn-more-time': {}
  'btn-cancel-order': {}
  'btn-stop-nudges': {}
  'payment-received-full': { amount: unknown; number: unknown }
  'payment-received-deposit': { amount: unknown; number: unknown; plan: unknown; rest: unknown }
  'payment-received-balance': { amount: unknown; number: unknown }
  'payment-expired': { number: unknown }
  'payment-expired-balance': { number: unknown; fate: unknown; paid: unknown }
  'late-money-revived': { amount: unknown; number: unknown }
  'late-money-refund': { amount: unknown; number: unknown }
  'refund-started': { amount: unknown; number: unknown; provider: unknown; way: unknown }
  'refund-completed': { amount: unknown; number: unknown; way: unknown }
  'order-rejected-sold-out': { items: unknown }
  'order-rejected-not-for-sale': { items: unknown }
  'goods-awaited': { number: unknown; items: unknown; day: unknown; rest: unknown }
  'goods-awaited-no-day': { number: unknown; items: unknown; rest: unknown }
  'order-cancelled': { number: unknown }
  'order-cancelled-paid': { number: unknown; paid: unknown }
  'order-cancelled-why': { reason: unknown }
  'order-progress-paid': { number: unknown }
  'order-progress-accepted': { number: unknown }
  'order-progress-assembled': { number: unknown }
  'order-progress-out_for_delivery': { number: unknown }
  'order-progress-delivered': { number: unknown }
  'rating-ask': { number: unknown }
  'btn-catalog': {}
  'btn-order': { number: unknown }
  'btn-rate': { score: unknown }
  'btn-orders': {}
  'offer': { round: unknown; number: unknown; items: unknown; total: unknown }
  'offer-unanswered': { number: unknown; items: unknown }
  'courier-offer': { number: unknown; items: unknown; buyer: unknown }
  'order-late-florist': { number: unknown }
  'order-late-assembly': { number: unknown; florist: unknown }
  'order-late-courier': { number: unknown }
  'order-ended-for-staff': { number: unknown; state: unknown }
  'deposit-fate-keep': { number: unknown; rest: unknown; paid: unknown }
  'deposit-fate-refund': { number: unknown; rest: unknown; paid: unknown }
  'deposit-fate-ask': { number: unknown; rest: unknown; paid: unknown; buyer: unknown }
  'refund-todo': { reminder: unknown; amount: unknown; number: unknown; buyer: unknown; reason: unknown }
  'refund-todo-payme': { externalId: unknown; ref: unknown }
  'refund-todo-click': { externalId: unknown; ref: unknown }
  'refund-todo-stars': { externalId: unknown }
  'refund-todo-telegram_fiat': { externalId: unknown }
  'refund-todo-manual': {}
  'late-money-owner-revived': { amount: unknown; number: unknown }
  'late-money-owner-refund': { amount: unknown; number: unknown }
  'btn-accept': {}
  'btn-hand-over': {}
  'btn-staff-order': {}
  'btn-refunded': {}
  'btn-deposit-keep': {}
  'btn-deposit-refund': {}
  'plain-state-placing': {}
  'plain-state-awaiting_payment': {}
  'plain-state-awaiting_goods': {}
  'plain-state-offered': {}
  'plain-state-accepted': {}
  'plain-state-assembled': {}
  'plain-state-out_for_delivery': {}
  'plain-state-delivered': {}
  'plain-state-closed': {}
  'plain-state-cancelled': {}
  'plain-state-expired': {}
  'plain-state-refunded': {}
  'plain-reason-late-money': {}
  'plain-reason-paid-twice': {}
  'plain-reason-cancelled-by-buyer': {}
  'plain-reason-cancelled-by-staff': {}
  'plain-reason-balance-unpaid': {}
  'plain-reason-sold-out': {}
  'plain-reason-not-for-sale': {}
  'plain-reason-wrong-amount': {}
}
export type TextKey = keyof TextArguments
