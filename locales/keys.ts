// Written by `tsx locales/write-keys.ts` from the English files; a test compares the two. Do not edit.
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
  'plain-reason-returned-by-telegram': {}
  'plain-reason-wrong-amount': {}
  'start': { name: unknown; shop: unknown }
  'lang-choose': {}
  'help': { shop: unknown }
  'unknown': {}
  'support': { shop: unknown }
  'paysupport': {}
  'terms-default': { shop: unknown; percent: unknown; fate: unknown }
  'reminders-on': {}
  'reminders-off': {}
  'group-private-only': { bot: unknown }
  'btn-help': {}
  'btn-support': {}
  'btn-staff': {}
  'btn-lang-ru': {}
  'btn-lang-uz': {}
  'btn-lang-en': {}
  'plain-number': { number: unknown }
  'plain-command-start': {}
  'plain-command-catalog': {}
  'plain-command-orders': {}
  'plain-command-lang': {}
  'plain-command-reminders': {}
  'plain-command-support': {}
  'plain-command-paysupport': {}
  'plain-command-terms': {}
  'plain-command-help': {}
  'toast-lang-set': {}
  'toast-too-many': {}
  'toast-retrying': {}
  'toast-failed': {}
  'toast-button-old': {}
  'toast-private-only': {}
  'catalog': { shop: unknown }
  'catalog-empty': {}
  'product': { emoji: unknown; name: unknown; text: unknown; price: unknown }
  'product-total': { quantity: unknown; total: unknown }
  'product-few-left': { available: unknown }
  'product-preorder': { day: unknown }
  'product-sold-out': {}
  'plan-full': { amount: unknown }
  'plan-deposit': { deposit: unknown; balance: unknown }
  'plan-preorder': { deposit: unknown; balance: unknown; day: unknown }
  'checkout-placed': { items: unknown; total: unknown }
  'btn-product': { emoji: unknown; name: unknown; price: unknown }
  'btn-product-preorder': { emoji: unknown; name: unknown; price: unknown }
  'btn-product-sold-out': { emoji: unknown; name: unknown }
  'btn-fewer': {}
  'btn-quantity': { quantity: unknown }
  'btn-more': {}
  'btn-plan-full': { amount: unknown }
  'btn-plan-deposit': { amount: unknown }
  'btn-plan-preorder': { amount: unknown }
  'btn-back-to-catalog': {}
  'toast-product-gone': {}
  'toast-not-so-many': { available: unknown }
  'orders': {}
  'orders-none': {}
  'orders-line': { number: unknown; items: unknown; state: unknown; total: unknown }
  'orders-line-due': { number: unknown; items: unknown; state: unknown; due: unknown; until: unknown }
  'order': { number: unknown; state: unknown; items: unknown; total: unknown; paid: unknown }
  'order-next-pay': { amount: unknown; until: unknown }
  'order-next-goods': { day: unknown }
  'history': {}
  'history-line': { at: unknown; what: unknown }
  'history-order-created': {}
  'history-goods-arrived': {}
  'history-order-accepted': {}
  'history-order-assembled': {}
  'history-order-handed-over': {}
  'history-order-delivered': {}
  'history-order-cancelled': {}
  'history-order-expired': {}
  'history-order-revived': {}
  'history-rated': { score: unknown }
  'history-payment-opened': { amount: unknown }
  'history-payment-performed': { amount: unknown; way: unknown }
  'history-payment-late': { amount: unknown; way: unknown }
  'history-payment-extended': {}
  'history-payment-expired': {}
  'history-refund-requested': { amount: unknown }
  'history-refund-completed': { amount: unknown }
  'cancel-ask': { number: unknown; items: unknown }
  'cancel-ask-paid': { number: unknown; items: unknown; paid: unknown }
  'cancel-done': { number: unknown }
  'rated-thanks': { score: unknown; number: unknown }
  'rated-sorry': { number: unknown; score: unknown }
  'pay-cash': { amount: unknown; ref: unknown; until: unknown }
  'btn-pay': { amount: unknown }
  'btn-cancel-sure': {}
  'btn-keep-order': {}
  'plain-invoice-full': { number: unknown }
  'plain-invoice-deposit': { number: unknown }
  'plain-invoice-balance': { number: unknown }
  'toast-order-unknown': {}
  'toast-order-over': {}
  'toast-cancel-late': {}
  'toast-rate-late': {}
  'toast-nudges-stopped': { number: unknown }
  'toast-extended': { until: unknown }
  'toast-extended-before': {}
  'toast-way-off': {}
  'toast-invoice-refused': {}
  'toast-payment-scheduled': {}
  'toast-payment-held': {}
  'toast-payment-paid': {}
  'toast-payment-expired': {}
  'toast-payment-cancelled': {}
  'toast-payment-refunded': {}
  'toast-checkout-unknown': {}
  'toast-checkout-not-yours': {}
  'toast-checkout-price': {}
  'toast-checkout-held': {}
  'toast-checkout-paid': {}
  'toast-checkout-ended': {}
  'toast-checkout-later': {}
  'staff-order': { number: unknown; state: unknown; items: unknown; buyer: unknown }
  'staff-order-florist': { name: unknown }
  'staff-order-courier': { name: unknown }
  'staff-order-money': { total: unknown; paid: unknown }
  'staff-order-due': { due: unknown; ref: unknown; until: unknown }
  'staff-order-nudges-off': {}
  'staff-order-unreachable': {}
  'staff-open': { count: unknown }
  'staff-open-none': {}
  'staff-preorders': {}
  'staff-preorders-line': { name: unknown; quantity: unknown; day: unknown; numbers: unknown }
  'staff-preorders-none': {}
  'staff-refunds': {}
  'staff-refunds-line': { number: unknown; amount: unknown; way: unknown; buyer: unknown; reason: unknown; externalId: unknown }
  'staff-refunds-none': {}
  'staff-nudges-on': {}
  'staff-nudges-off': {}
  'staff-cancel-ask': { number: unknown; items: unknown; paid: unknown }
  'staff-cancel-done': { number: unknown }
  'cash-coming': { buyer: unknown; number: unknown; ref: unknown; amount: unknown }
  'cash-done': { amount: unknown; number: unknown; name: unknown }
  'refund-noted': { amount: unknown; number: unknown; name: unknown }
  'deposit-kept': { number: unknown }
  'deposit-returned': { number: unknown }
  'btn-assembled': {}
  'btn-give-back': {}
  'btn-delivered': {}
  'btn-arrived': {}
  'btn-arrived-all': { name: unknown; count: unknown }
  'btn-arrived-one': { number: unknown }
  'btn-refunded-one': { amount: unknown; number: unknown }
  'btn-cash-received': { amount: unknown }
  'btn-nudge-now': {}
  'btn-nudges-off': {}
  'btn-nudges-on': {}
  'btn-nudges-all-off': {}
  'btn-nudges-all-on': {}
  'btn-cancel-no-reason': {}
  'btn-staff-line': { number: unknown; state: unknown }
  'btn-page-open': {}
  'btn-page-preorders': {}
  'btn-page-refunds': {}
  'btn-page-nudges': {}
  'toast-staff-only': {}
  'toast-not-your-role': {}
  'toast-accept-done': {}
  'toast-give_back-done': {}
  'toast-assembled-done': {}
  'toast-hand_over-done': {}
  'toast-delivered-done': {}
  'toast-arrived-done': {}
  'toast-arrived-all-done': { name: unknown; count: unknown }
  'toast-step-taken': {}
  'toast-step-not_now': {}
  'toast-step-not_yours': {}
  'toast-nothing-due': {}
  'toast-nudges-unwanted': {}
  'toast-buyer-unreachable': {}
  'toast-nudge-sent': {}
  'toast-nudges-on': {}
  'toast-nudges-off': {}
  'toast-cash-scheduled': {}
  'toast-cash-paid': {}
  'toast-cash-expired': {}
  'toast-cash-cancelled': {}
  'toast-cash-refunded': {}
  'toast-cash-refused': {}
  'toast-cash-done': {}
  'toast-refund-done-before': {}
  'toast-refund-noted': {}
  'toast-deposit-decided-before': {}
}
export type TextKey = keyof TextArguments
