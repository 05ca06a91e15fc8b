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
  'late-money-unneeded': { amount: unknown; number: unknown }
  'refund-started': { amount: unknown; number: unknown; provider: unknown; way: unknown }
  'refund-completed': { amount: unknown; number: unknown; way: unknown }
  'order-rejected-sold-out': { items: unknown }
  'order-rejected-not-for-sale': { items: unknown }
  'goods-awaited': { number: unknown; items: unknown; day: unknown; rest: unknown }
  'goods-awaited-no-day': { number: unknown; items: unknown; rest: unknown }
  'order-cancelled': { number: unknown }
  'order-cancelled-paid': { number: unknown; paid: unknown }
  'order-cancelled-why': { reason: unknown }
  'deposit-kept-for-buyer': { number: unknown; rest: unknown; paid: unknown }
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
  'order-late-delivery': { number: unknown; courier: unknown }
  'order-ended-for-staff': { number: unknown; state: unknown }
  'order-ended-for-couriers': { number: unknown; state: unknown }
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
  'late-money-owner-unneeded': { amount: unknown; number: unknown }
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
  'plain-reason-provider': {}
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
  'toast-step-out_of_stock': {}
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
  'toast-cash-goes-back': { amount: unknown }
  'toast-refund-done-before': {}
  'toast-refund-noted': {}
  'toast-deposit-decided-before': {}
  'plain-period-minute': { count: unknown }
  'plain-period-day': { count: unknown }
  'plain-period-month': { count: unknown }
  'plain-subscription-state-incomplete': {}
  'plain-subscription-state-active': {}
  'plain-subscription-state-cancelled': {}
  'plain-subscription-state-grace': {}
  'plain-subscription-state-expired': {}
  'plain-subscription-state-refunded': {}
  'plain-subscription-state-flagged': {}
  'plain-invoice-period': { number: unknown }
  'period-due-first': { number: unknown; plan: unknown; period: unknown; channels: unknown; amount: unknown; until: unknown }
  'period-due-next': { number: unknown; plan: unknown; paidUntil: unknown; period: unknown; amount: unknown; until: unknown }
  'period-nudge-first': { number: unknown; plan: unknown; amount: unknown; until: unknown }
  'period-nudge-next': { number: unknown; plan: unknown; paidUntil: unknown; amount: unknown; until: unknown }
  'period-received': { amount: unknown; number: unknown; plan: unknown; until: unknown }
  'period-expired': { number: unknown }
  'period-late-revived': { amount: unknown; number: unknown; plan: unknown; until: unknown }
  'period-late-refund': { amount: unknown; number: unknown }
  'period-refund-started': { amount: unknown; number: unknown; provider: unknown; way: unknown }
  'period-refund-completed': { amount: unknown; number: unknown; way: unknown }
  'period-refund-todo': { reminder: unknown; amount: unknown; number: unknown; buyer: unknown; reason: unknown }
  'period-late-owner-revived': { amount: unknown; number: unknown }
  'period-late-owner-refund': { amount: unknown; number: unknown }
  'btn-pay-stars-monthly': { stars: unknown }
  'btn-pay-stars-once': { stars: unknown }
  'btn-subscription': { number: unknown }
  'btn-pay-invoice': { stars: unknown }
  'stars-monthly': { stars: unknown; period: unknown }
  'subscription-rejected-not_for_sale': { plan: unknown }
  'subscription-rejected-no_seat': { plan: unknown }
  'subscription-begun': { number: unknown; plan: unknown; until: unknown }
  'access-opened': { count: unknown; channels: unknown; until: unknown }
  'btn-join': { title: unknown }
  'renewal-reminder-auto': { number: unknown; plan: unknown; until: unknown; amount: unknown }
  'renewal-reminder-pay': { number: unknown; plan: unknown; until: unknown; amount: unknown }
  'renewal-reminder-ending': { number: unknown; plan: unknown; until: unknown }
  'subscription-grace': { number: unknown; plan: unknown; until: unknown; amount: unknown }
  'subscription-cancelled': { number: unknown; plan: unknown; until: unknown }
  'subscription-paused-yes': { number: unknown; plan: unknown }
  'subscription-paused-no': { number: unknown; plan: unknown; until: unknown }
  'access-ended-expired': { number: unknown; plan: unknown; channels: unknown }
  'access-ended-refunded': { number: unknown; plan: unknown; channels: unknown }
  'access-ended-revoked': { number: unknown; plan: unknown }
  'win-back': { offer: unknown; channels: unknown; plan: unknown; amount: unknown; period: unknown }
  'btn-no-offers': {}
  'star-renewal-failed': { amount: unknown; number: unknown; plan: unknown; until: unknown }
  'stranger-at-link': { number: unknown; buyer: unknown }
  'subscription-flagged': { number: unknown; buyer: unknown }
  'subscriber-exempt': { number: unknown; buyer: unknown; channel: unknown }
  'refund-wanted': { buyer: unknown; number: unknown; reason: unknown; until: unknown }
  'btn-refund-give': {}
  'btn-lift-flag': {}
  'channel-trouble-no_rights': { title: unknown }
  'channel-trouble-not_there': { title: unknown }
  'plain-command-plans': {}
  'plain-command-status': {}
  'plain-command-cancel': {}
  'plans': { shop: unknown }
  'plans-none': {}
  'btn-plans': {}
  'btn-plan': { name: unknown; price: unknown }
  'plan': { name: unknown; text: unknown; price: unknown; period: unknown; channels: unknown }
  'plan-trial': { days: unknown }
  'plan-seats': { left: unknown; seats: unknown }
  'plan-no-seat': {}
  'plan-yours': { until: unknown }
  'btn-subscribe': {}
  'btn-start-trial': {}
  'btn-my-subscription': {}
  'consent': { name: unknown; terms: unknown; version: unknown }
  'btn-agree': {}
  'btn-offers-off': {}
  'btn-offers-on': {}
  'subscribe-placed': { name: unknown }
  'subscribe-trial': { name: unknown }
  'status-none': {}
  'subscription-card': { plan: unknown; number: unknown; state: unknown; channels: unknown; amount: unknown; period: unknown }
  'subscription-until': { until: unknown }
  'subscription-next-auto': { period: unknown }
  'subscription-next-ask': {}
  'subscription-next-none': {}
  'subscription-next-change': { plan: unknown; amount: unknown; period: unknown }
  'subscription-next-change-now': { plan: unknown }
  'subscription-next-grace': { until: unknown }
  'subscription-next-incomplete': { amount: unknown; until: unknown }
  'subscription-next-flagged': {}
  'subscription-next-paused': {}
  'btn-renew': { amount: unknown }
  'btn-cancel-renewal': {}
  'btn-resume-renewal': {}
  'btn-links': {}
  'btn-change-plan': {}
  'btn-ask-refund': {}
  'btn-back-to-subscription': { number: unknown }
  'cancel-renewal-ask': { number: unknown; plan: unknown; until: unknown }
  'cancel-renewal-ask-now': { number: unknown; plan: unknown }
  'cancel-renewal-ask-unpaid': { number: unknown; plan: unknown }
  'cancel-renewal-choose': {}
  'cancel-renewal-none': {}
  'btn-cancel-renewal-sure': {}
  'btn-keep-subscription': {}
  'change-plan': { number: unknown; plan: unknown }
  'change-plan-none': {}
  'btn-change-now': { name: unknown; price: unknown }
  'btn-change-later': { name: unknown; price: unknown }
  'change-plan-now': { name: unknown; amount: unknown }
  'change-plan-later': { name: unknown; until: unknown }
  'refund-ask': { number: unknown; amount: unknown }
  'btn-refund-ask-sure': {}
  'refund-asked-owner': {}
  'refund-asked-given': {}
  'links-again': {}
  'join-denied-stranger': {}
  'join-denied-ended': {}
  'join-denied-other': {}
  'toast-subscription-unknown': {}
  'toast-plan-gone': {}
  'toast-plan-full': {}
  'toast-renew-asked': {}
  'toast-renew-not-now': {}
  'toast-renewal-cancelled': {}
  'toast-renewal-resumed': {}
  'toast-renewal-resumed-stars': {}
  'toast-step-impossible': {}
  'toast-too-many-links': {}
  'toast-links-flagged': {}
  'toast-offers-stopped': {}
  'toast-refund-nothing': {}
  'toast-stars-renew-already': {}
  'toast-refund-begun': {}
  'toast-flag-lifted': {}
  'btn-page-subscriptions': {}
  'btn-page-plans': {}
  'btn-page-channels': {}
  'staff-subscribers': { count: unknown }
  'plain-subscribers-all': {}
  'btn-subscribers-list': { list: unknown; count: unknown }
  'staff-subscribers-list': { list: unknown }
  'staff-subscribers-none': { list: unknown }
  'btn-subscriber': { number: unknown; state: unknown; buyer: unknown }
  'btn-newer': {}
  'btn-older': {}
  'btn-find-subscriber': {}
  'staff-find-ask': {}
  'staff-find-none': { text: unknown }
  'staff-found': { text: unknown }
  'staff-found-many': { text: unknown }
  'staff-subscription': { plan: unknown; number: unknown; state: unknown; buyer: unknown; id: unknown; amount: unknown; period: unknown }
  'staff-subscription-was-until': { until: unknown }
  'staff-subscription-renews': {}
  'staff-subscription-renews-stars': {}
  'staff-subscription-renewal-failed': {}
  'staff-subscription-next': { plan: unknown }
  'staff-subscription-vip': {}
  'staff-subscription-paused': {}
  'staff-subscription-flag': { reason: unknown }
  'staff-subscription-end': { reason: unknown }
  'staff-places': {}
  'staff-place': { title: unknown; member: unknown; right: unknown }
  'plain-member-in': {}
  'plain-member-out': {}
  'plain-member-admin': {}
  'plain-right-none': {}
  'plain-right-pending': {}
  'plain-right-trouble': {}
  'plain-right-open': {}
  'plain-right-open-link': {}
  'plain-right-open-flagged': {}
  'plain-right-closed': {}
  'plain-right-closed-exempt': {}
  'plain-right-closed-kept': {}
  'staff-payments': {}
  'staff-payment': { ref: unknown; amount: unknown; state: unknown }
  'plain-period-payment-due': {}
  'plain-period-payment-held': {}
  'plain-period-payment-paid': {}
  'plain-period-payment-expired': {}
  'plain-period-payment-cancelled': {}
  'plain-period-payment-refunded': {}
  'btn-extend': { days: unknown }
  'btn-send-links': {}
  'btn-pause': {}
  'btn-unpause': {}
  'btn-vip-on': {}
  'btn-vip-off': {}
  'btn-staff-refund': {}
  'btn-revoke': {}
  'btn-flag': {}
  'staff-refund-ask': { amount: unknown; buyer: unknown; number: unknown; plan: unknown }
  'staff-judge-revoke': { number: unknown; plan: unknown; buyer: unknown }
  'staff-judge-flag': { number: unknown; plan: unknown; buyer: unknown }
  'btn-revoke-sure': {}
  'btn-flag-sure': {}
  'toast-subscriber-unknown': {}
  'toast-subscriber-not-now': {}
  'toast-time-given': { more: unknown }
  'toast-links-resent': {}
  'toast-paused': {}
  'toast-unpaused': {}
  'toast-vip-on': {}
  'toast-vip-off': {}
  'toast-revoked': {}
  'toast-flagged': {}
  'history-by': { what: unknown; name: unknown }
  'history-because': { what: unknown; reason: unknown }
  'history-subscription-created': {}
  'history-period-begun': { period: unknown; until: unknown }
  'history-extended': { until: unknown }
  'history-subscription-give_up': {}
  'history-subscription-cancel': {}
  'history-subscription-resume': {}
  'history-subscription-lapse': {}
  'history-subscription-expire': {}
  'history-subscription-revoke': {}
  'history-subscription-flag': {}
  'history-subscription-unflag': {}
  'history-subscription-pause': {}
  'history-subscription-unpause': {}
  'history-subscription-vip_on': {}
  'history-subscription-vip_off': {}
  'history-subscription-change_plan': {}
  'history-star-renewal-on': {}
  'history-star-renewal-off': {}
  'history-star-renewal-failed': {}
  'history-access-granted': { channel: unknown }
  'history-access-expired': { channel: unknown }
  'history-access-revoked': { channel: unknown }
  'history-denied-stranger': {}
  'history-denied-flagged': {}
  'history-denied-ended': {}
  'history-denied-paused': {}
  'history-denied-link_closed': {}
  'history-denied-too_many_links': {}
  'history-member-joined': { channel: unknown }
  'history-member-left': { channel: unknown }
  'history-payment-expired': {}
  'staff-plans': {}
  'staff-plans-none': {}
  'btn-staff-plan': { name: unknown; count: unknown }
  'btn-staff-plan-off': { name: unknown; count: unknown }
  'btn-plan-new': {}
  'staff-plan': { name: unknown; text: unknown }
  'staff-plan-off': { name: unknown; text: unknown }
  'staff-plan-price': { price: unknown; period: unknown }
  'staff-plan-other-price': { way: unknown; price: unknown }
  'staff-plan-stars': { stars: unknown }
  'staff-plan-stars-once': { stars: unknown }
  'staff-plan-trial': { days: unknown }
  'staff-plan-seats': { taken: unknown; seats: unknown }
  'staff-plan-channels': { channels: unknown }
  'staff-plan-subscribers': { count: unknown }
  'staff-plan-changes': {}
  'staff-plan-sold-stays': {}
  'plain-price-none': {}
  'plain-plan-made': {}
  'plain-plan-names': {}
  'plain-plan-texts': {}
  'plain-plan-period': {}
  'plain-plan-price': {}
  'plain-plan-prices': {}
  'plain-plan-starPrice': {}
  'plain-plan-trialDays': {}
  'plain-plan-seats': {}
  'plain-plan-channels': {}
  'plain-plan-active': {}
  'btn-plan-on': {}
  'btn-plan-off': {}
  'btn-plan-price': {}
  'btn-plan-stars': {}
  'btn-plan-prices': {}
  'btn-plan-period': {}
  'btn-plan-trial': {}
  'btn-plan-channels': {}
  'btn-plan-seats': {}
  'btn-plan-texts': {}
  'btn-plan-back': {}
  'staff-plan-texts': {}
  'staff-plan-texts-in': { lang: unknown; name: unknown; text: unknown }
  'plain-lang-ru': {}
  'plain-lang-uz': {}
  'plain-lang-en': {}
  'btn-plan-name': { lang: unknown }
  'btn-plan-text': { lang: unknown }
  'staff-plan-period': { name: unknown; period: unknown }
  'btn-period': { period: unknown }
  'btn-chosen-period': { period: unknown }
  'staff-plan-opens': { name: unknown }
  'btn-opens-channel': { title: unknown }
  'btn-opens-not-channel': { title: unknown }
  'staff-plan-prices': { name: unknown; price: unknown }
  'btn-plan-way': { way: unknown }
  'btn-plan-way-price': { way: unknown; price: unknown }
  'staff-plan-ask-price': { name: unknown }
  'staff-plan-ask-stars': { name: unknown }
  'staff-plan-ask-way': { name: unknown; way: unknown }
  'staff-plan-ask-trial': { name: unknown }
  'staff-plan-ask-seats': { name: unknown }
  'staff-plan-ask-name_ru': { name: unknown }
  'staff-plan-ask-name_uz': { name: unknown }
  'staff-plan-ask-name_en': { name: unknown }
  'staff-plan-ask-text_ru': { name: unknown }
  'staff-plan-ask-text_uz': { name: unknown }
  'staff-plan-ask-text_en': { name: unknown }
  'staff-plan-ask-new': {}
  'staff-plan-fault-not_a_price': {}
  'staff-plan-fault-too_cheap': { least: unknown }
  'staff-plan-fault-not_a_number': {}
  'staff-plan-fault-too_long': {}
  'toast-plan-changed': {}
  'toast-plan-needs_price': {}
  'toast-plan-needs_channel': {}
  'toast-staff-plan-unknown': {}
  'staff-channels': {}
  'staff-channels-none': {}
  'staff-channel-well': { title: unknown }
  'staff-channel-no-rights': { title: unknown; since: unknown }
  'staff-channel-not-there': { title: unknown; since: unknown }
  'staff-channels-add': {}
  'channel-offer': { title: unknown }
  'channel-offer-no-rights': { title: unknown }
  'channel-offer-public': { title: unknown }
  'btn-use-channel': {}
  'staff-channel-used': { title: unknown }
  'toast-channel-gone': {}
  'plain-command-code': {}
  'btn-have-code': {}
  'btn-another-code': {}
  'btn-use-code': { name: unknown }
  'btn-plan-again': { name: unknown }
  'code-ask': {}
  'code-choose': { code: unknown }
  'code-percent': { code: unknown; percent: unknown; period: unknown; price: unknown; full: unknown }
  'code-gift': { code: unknown; period: unknown }
  'code-refused-code_unknown': {}
  'code-refused-code_used_up': {}
  'code-refused-code_yours_used': {}
  'code-refused-code_expired': {}
  'code-refused-code_other_plan': {}
  'code-refused-code_too_many_tries': {}
  'subscription-rejected-code_unknown': { plan: unknown }
  'subscription-rejected-code_used_up': { plan: unknown }
  'subscription-rejected-code_yours_used': { plan: unknown }
  'subscription-rejected-code_expired': { plan: unknown }
  'subscription-rejected-code_other_plan': { plan: unknown }
  'pay-code': { percent: unknown }
  'toast-stars-once': {}
  'btn-page-codes': {}
  'staff-codes': {}
  'staff-codes-none': {}
  'btn-code-new': {}
  'btn-code-line': { state: unknown; code: unknown; gives: unknown; uses: unknown; limit: unknown }
  'plain-code-percent': { percent: unknown }
  'plain-code-gift': {}
  'plain-code-gift-days': { period: unknown }
  'plain-code-any-plan': {}
  'plain-code-always': {}
  'staff-code': { code: unknown; gives: unknown; plan: unknown; uses: unknown; limit: unknown; perPerson: unknown; until: unknown; name: unknown }
  'staff-code-off': {}
  'btn-code-off': {}
  'staff-code-new': {}
  'btn-code-limit': { limit: unknown }
  'btn-code-days': { days: unknown }
  'btn-code-any-plan': {}
  'btn-code-make': {}
  'toast-code-gone': {}
  'btn-write-here': {}
  'ticket-ask': { limit: unknown }
  'ticket-ask-again': { number: unknown }
  'ticket-kept': { number: unknown }
  'ticket-answer': { shop: unknown; number: unknown; text: unknown }
  'ticket-closed': { number: unknown }
  'btn-ticket-reply': {}
  'btn-ticket-reopen': {}
  'toast-ticket-none': { limit: unknown }
  'toast-ticket-long': { limit: unknown }
  'toast-ticket-too-many': {}
  'toast-ticket-unknown': {}
  'btn-page-tickets': {}
  'staff-tickets': {}
  'staff-tickets-none': {}
  'btn-ticket-line': { state: unknown; number: unknown; buyer: unknown }
  'staff-ticket': { number: unknown; buyer: unknown }
  'staff-ticket-about': { about: unknown }
  'staff-ticket-words': { text: unknown }
  'staff-ticket-line': { name: unknown; at: unknown; text: unknown }
  'staff-ticket-closed': {}
  'plain-ticket-subscription': { number: unknown }
  'plain-ticket-order': { number: unknown }
  'plain-ticket-staff': {}
  'btn-ticket-answer': {}
  'btn-ticket-close': {}
  'staff-ticket-ask': { buyer: unknown; number: unknown }
  'staff-ticket-answered': { number: unknown }
  'staff-ticket-unreachable': { number: unknown }
  'staff-ticket-closed-by': { number: unknown; name: unknown }
  'toast-ticket-closed': {}
  'audit-report': { checked: unknown; in: unknown; out: unknown; unknown: unknown; skipped: unknown }
  'differences-found': { count: unknown }
  'difference-charge_not_booked': { amount: unknown; charge: unknown }
  'difference-charge_not_at_telegram': { amount: unknown; charge: unknown }
  'difference-amount_differs': { amount: unknown; booked: unknown; charge: unknown }
  'difference-refund_not_booked': { amount: unknown; charge: unknown }
  'difference-chargeback': { amount: unknown; charge: unknown }
  'difference-refund_not_at_telegram': { amount: unknown; charge: unknown }
  'difference-unnamed_debit': { amount: unknown; charge: unknown }
  'remedy-recorded': {}
  'remedy-booked': {}
  'remedy-take_update': {}
  'remedy-look_into_log': {}
  'remedy-return_stars': {}
  'remedy-find_payer': {}
  'plain-reason-chargeback': {}
  'operations': {}
  'operations-access': { removed: unknown; ended: unknown; waiting: unknown }
  'operations-oldest': { since: unknown }
  'operations-audit-none': {}
  'operations-audit-runs': { checked: unknown; total: unknown }
  'operations-audit': { at: unknown; checked: unknown; in: unknown; out: unknown; exempt: unknown; unknown: unknown; skipped: unknown }
  'operations-stars-agree': {}
  'operations-stars-differ': {}
  'btn-operations': {}
  'btn-audit-now': {}
  'btn-refresh': {}
  'btn-difference-settled': { amount: unknown }
  'toast-audit-begun': {}
  'toast-audit-runs': {}
  'toast-difference-settled': {}
  'toast-difference-settled-before': {}
  'plain-owner-command-status': {}
  'plain-owner-command-today': {}
  'plain-owner-command-funnel': {}
  'plain-owner-command-lang': {}
  'plain-owner-command-help': {}
  'owner-start': { business: unknown }
  'owner-help': {}
  'owner-unknown': {}
  'owner-choose-lang': {}
  'owner-lang-chosen': {}
  'owner-stranger': {}
  'owner-failed': {}
  'toast-owner-stale': {}
  'toast-owner-busy': {}
  'btn-owner-ru': {}
  'btn-owner-uz': {}
  'btn-owner-en': {}
  'btn-owner-funnel': {}
  'btn-owner-today': {}
  'btn-owner-status': {}
  'btn-owner-refresh': {}
  'btn-owner-previous': {}
  'btn-owner-next': {}
  'btn-owner-older': {}
  'btn-owner-newer': {}
  'btn-owner-back': {}
  'btn-owner-to-funnel': {}
  'btn-owner-to-status': {}
  'btn-owner-temporal': {}
  'btn-owner-stage': { stage: unknown; count: unknown }
  'btn-owner-order': { number: unknown }
  'plain-owner-stage-pending': {}
  'plain-owner-stage-deposit_due': {}
  'plain-owner-stage-balance_due': {}
  'plain-owner-stage-preorder': {}
  'plain-owner-stage-paid': {}
  'plain-owner-stage-fulfilling': {}
  'plain-owner-stage-delivered': {}
  'plain-owner-stage-cancelled': {}
  'plain-owner-stage-expired': {}
  'plain-owner-stage-refunded': {}
  'plain-owner-list-expiring': {}
  'plain-owner-list-refunds': {}
  'plain-owner-list-deposits': {}
  'plain-owner-list-late_money': {}
  'plain-owner-list-sla': {}
  'owner-funnel-title': { business: unknown }
  'owner-funnel-stage': { stage: unknown; count: unknown }
  'owner-funnel-due': { due: unknown; remaining: unknown }
  'owner-funnel-due-all': { due: unknown }
  'owner-funnel-remaining': { remaining: unknown }
  'owner-funnel-paid': { paid: unknown }
  'owner-funnel-sum': { due: unknown; remaining: unknown }
  'owner-funnel-ended': { days: unknown }
  'owner-disagree-title': {}
  'owner-disagree': { stage: unknown; temporal: unknown; events: unknown }
  'owner-temporal-now': {}
  'owner-temporal-down': { since: unknown }
  'owner-temporal-both-down': { since: unknown }
  'owner-events-age': { age: unknown }
  'owner-events-now': {}
  'owner-events-down': { since: unknown; at: unknown }
  'owner-events-refused': { code: unknown; since: unknown; at: unknown }
  'owner-events-never': { since: unknown }
  'owner-events-reading': {}
  'owner-events-none': {}
  'owner-events-puzzling': { count: unknown }
  'plain-owner-seconds': { count: unknown }
  'plain-owner-minutes': { count: unknown }
  'owner-list-title': { list: unknown; count: unknown }
  'owner-list-page': { page: unknown; pages: unknown }
  'owner-list-empty': { list: unknown }
  'owner-list-line': { number: unknown; total: unknown; paid: unknown }
  'owner-list-line-due': { number: unknown; due: unknown; total: unknown; until: unknown }
  'owner-list-line-ahead': { number: unknown; remaining: unknown; total: unknown }
  'owner-order-title': { number: unknown; state: unknown }
  'owner-order-money': { plan: unknown; total: unknown; paid: unknown }
  'owner-order-due': { due: unknown; until: unknown }
  'owner-order-ahead': { remaining: unknown }
  'owner-order-unknown': {}
  'owner-order-temporal': { url: unknown }
  'owner-history-page': { from: unknown; to: unknown; count: unknown }
  'owner-history-day': { day: unknown }
  'owner-history-line': { time: unknown; what: unknown }
  'plain-owner-actor-buyer': {}
  'plain-owner-actor-staff': { id: unknown }
  'plain-owner-actor-timer': {}
  'plain-owner-kind-full': {}
  'plain-owner-kind-period': {}
  'plain-owner-kind-deposit': {}
  'plain-owner-kind-balance': {}
  'owner-fact-order_created': { total: unknown }
  'owner-fact-order_rejected': { reason: unknown }
  'owner-fact-order_offered': { round: unknown }
  'owner-fact-order_accepted': { actor: unknown }
  'owner-fact-order_given_back': { actor: unknown }
  'owner-fact-order_assembled': { actor: unknown }
  'owner-fact-order_handed_over': { actor: unknown }
  'owner-fact-order_delivered': { actor: unknown }
  'owner-fact-order_rated': { score: unknown }
  'owner-fact-order_closed': {}
  'owner-fact-order_cancelled': { reason: unknown }
  'owner-fact-order_expired': {}
  'owner-fact-order_revived': {}
  'owner-fact-order_refunded': {}
  'owner-fact-order_late': { waiting: unknown }
  'owner-fact-goods_awaited': {}
  'owner-fact-goods_arrived': { actor: unknown }
  'owner-fact-deposit_fate_asked': {}
  'owner-fact-deposit_fate_decided': { fate: unknown; actor: unknown }
  'owner-fact-nudges_switched': { on: unknown; actor: unknown }
  'owner-fact-subscription_created': { number: unknown }
  'owner-fact-subscription_refunded': { period: unknown }
  'owner-fact-subscription_period_begun': { period: unknown; until: unknown }
  'owner-fact-subscription_extended': { kind: unknown; until: unknown; actor: unknown }
  'owner-fact-subscription_changed': { action: unknown; actor: unknown; reason: unknown }
  'owner-fact-star_renewal_changed': { renewal: unknown }
  'owner-fact-access_granted': {}
  'owner-fact-access_expired': {}
  'owner-fact-access_revoked': { reason: unknown }
  'owner-fact-access_denied': { reason: unknown }
  'owner-fact-member_joined': {}
  'owner-fact-member_left': {}
  'owner-fact-payment_opened': { amount: unknown; kind: unknown }
  'owner-fact-payment_opened-until': { amount: unknown; kind: unknown; until: unknown }
  'owner-fact-payment_held': { provider: unknown; amount: unknown }
  'owner-fact-payment_released': { provider: unknown; amount: unknown }
  'owner-fact-payment_performed': { amount: unknown; kind: unknown; provider: unknown }
  'owner-fact-payment_landed_late': { amount: unknown; provider: unknown; outcome: unknown }
  'owner-fact-payment_doubled': { amount: unknown; provider: unknown }
  'owner-fact-payment_extended': { until: unknown; actor: unknown }
  'owner-fact-payment_expired': { amount: unknown; kind: unknown }
  'owner-fact-payment_cancelled': { amount: unknown; kind: unknown }
  'owner-fact-nudge_sent': {}
  'owner-fact-nudge_skipped': { reason: unknown }
  'owner-fact-refund_requested': { amount: unknown; provider: unknown; reason: unknown }
  'owner-fact-refund_completed': { amount: unknown; provider: unknown }
  'owner-fact-refund_failed': { amount: unknown; provider: unknown; reason: unknown }
  'owner-fact-buyer_unreachable': {}
  'owner-fact-unknown': { type: unknown }
  'owner-status-title': { business: unknown; at: unknown }
  'owner-status-revenue': { amount: unknown; count: unknown }
  'owner-status-returned': { amount: unknown }
  'owner-status-open': { count: unknown }
  'owner-status-due': { due: unknown; remaining: unknown }
  'owner-status-attention': {}
  'owner-status-calm': {}
  'owner-status-expiring': { hours: unknown; count: unknown; amount: unknown }
  'owner-status-refunds': { count: unknown; amount: unknown }
  'owner-status-deposits': { count: unknown }
  'owner-status-late_money': { count: unknown }
  'owner-status-sla': { count: unknown }
  'owner-today-title': { day: unknown; business: unknown }
  'owner-today-created': { count: unknown; amount: unknown }
  'owner-today-created-none': {}
  'owner-today-received': { amount: unknown }
  'owner-today-received-none': {}
  'owner-today-provider': { provider: unknown; amount: unknown; count: unknown }
  'owner-today-provider-own': { provider: unknown; amount: unknown; own: unknown; count: unknown }
  'owner-today-expired': { count: unknown; amount: unknown }
  'owner-today-cancelled': { count: unknown; amount: unknown }
  'owner-today-returned': { count: unknown; amount: unknown }
  'owner-today-average': { amount: unknown; count: unknown }
  'plain-owner-command-subs': {}
  'plain-owner-command-access': {}
  'btn-owner-subs': {}
  'btn-owner-access': {}
  'btn-owner-chart': {}
  'btn-owner-to-subs': {}
  'btn-owner-to-access': {}
  'btn-owner-days': { days: unknown }
  'btn-owner-days-now': { days: unknown }
  'plain-owner-subs-active': {}
  'plain-owner-subs-trial': {}
  'plain-owner-subs-cancelled': {}
  'plain-owner-subs-grace': {}
  'plain-owner-subs-flagged': {}
  'plain-owner-subs-lost': {}
  'plain-owner-subs-refunds': {}
  'owner-subs-title': { business: unknown }
  'owner-subs-total': { count: unknown }
  'owner-subs-standing': { what: unknown; count: unknown }
  'owner-subs-mrr': { amount: unknown; count: unknown }
  'owner-subs-mrr-before': { amount: unknown }
  'owner-subs-mrr-change': { amount: unknown; percent: unknown }
  'owner-subs-span': { days: unknown }
  'owner-subs-new': { count: unknown }
  'owner-subs-renewed': { count: unknown }
  'owner-subs-returned': { count: unknown }
  'owner-subs-trials': { count: unknown }
  'owner-subs-trials-over': { count: unknown }
  'owner-subs-lost': { count: unknown }
  'owner-subs-lost-why': { count: unknown; reasons: unknown }
  'owner-subs-churn': { percent: unknown; gone: unknown; before: unknown }
  'owner-subs-churn-none': {}
  'owner-subs-churn-why': { reasons: unknown }
  'plain-owner-end-unpaid': {}
  'plain-owner-end-cancelled': {}
  'plain-owner-end-refund': {}
  'plain-owner-end-revoked': {}
  'plain-owner-counted': { what: unknown; count: unknown }
  'owner-subs-cohorts': { table: unknown }
  'owner-subs-cohorts-none': {}
  'plain-owner-cohort-head': {}
  'plain-owner-cohort-size': {}
  'owner-chart-title': { business: unknown }
  'plain-owner-chart-month': {}
  'owner-subs-list-title': { list: unknown; count: unknown }
  'owner-subs-list-empty': { list: unknown }
  'owner-subs-line': { number: unknown; plan: unknown; price: unknown }
  'owner-subs-line-until': { number: unknown; plan: unknown; price: unknown; until: unknown }
  'owner-subs-line-ended': { number: unknown; plan: unknown; reason: unknown; ended: unknown }
  'owner-subscription-title': { number: unknown; state: unknown }
  'owner-subscription-plan': { plan: unknown; price: unknown; period: unknown }
  'owner-subscription-until': { renews: unknown; until: unknown }
  'owner-subscription-ended': { ended: unknown; reason: unknown }
  'owner-subscription-periods': { count: unknown }
  'owner-subscription-unknown': {}
  'owner-subscription-usage': {}
  'owner-access-title': { days: unknown; business: unknown }
  'owner-access-granted': { count: unknown }
  'owner-access-expired': { count: unknown }
  'owner-access-revoked': { count: unknown }
  'owner-access-revoked-why': { count: unknown; reasons: unknown }
  'owner-access-moves': { joined: unknown; left: unknown }
  'owner-access-wait': { median: unknown; p95: unknown; count: unknown }
  'owner-access-denied': { count: unknown }
  'owner-access-denied-why': { count: unknown; reasons: unknown }
  'owner-access-channels': {}
  'owner-access-channel': { channel: unknown; granted: unknown; closed: unknown; joined: unknown; left: unknown; denied: unknown }
  'owner-access-newest': {}
  'owner-access-denial': { time: unknown; number: unknown; reason: unknown; who: unknown }
  'plain-owner-deny-stranger': {}
  'plain-owner-deny-flagged': {}
  'plain-owner-deny-ended': {}
  'plain-owner-deny-paused': {}
  'plain-owner-deny-link_closed': {}
  'plain-owner-deny-too_many_links': {}
  'plain-owner-revoke-refund': {}
  'plain-owner-revoke-revoked': {}
  'plain-owner-revoke-cancelled': {}
  'plain-owner-revoke-paused': {}
  'plain-owner-revoke-plan_changed': {}
  'plain-reason-strangers': {}
  'plain-owner-hours': { count: unknown }
  'owner-status-flagged': { count: unknown }
  'owner-status-period-refunds': { count: unknown; amount: unknown }
  'owner-status-denied': { count: unknown }
  'owner-periods-due': { count: unknown; due: unknown }
  'owner-today-periods': { amount: unknown; count: unknown }
  'owner-today-subscriptions': { fresh: unknown; renewed: unknown; lost: unknown }
}
export type TextKey = keyof TextArguments
