### The owner-bot's texts in English. Short: facts and figures. The keys are the same in every language.
### btn-, toast- and plain- have no markup; the rest is Telegram's HTML.

## Commands and access

plain-owner-command-status = Now: revenue, what is due, what is wrong
plain-owner-command-today = Today in figures
plain-owner-command-funnel = The payment funnel
plain-owner-command-lang = Language
plain-owner-command-help = What this bot does

owner-start =
    <b>{ $business }</b>
    The shop's money and orders, as they are. Begin with /funnel.
owner-help =
    /status — today's revenue, open orders, what is due, what needs you
    /today — today: orders, money by provider, cancellations, refunds
    /funnel — orders and money by stage; a stage opens its list, an order its history
    /subs — subscriptions: who pays, what it brings, who left and why, who stays
    /access — the doors of the channels: let in, refused, how long it took
    /sub 1042 — one subscription and its history
    /lang — language

    Temporal counts the stages, the shop's events the money. The age of both is stated.
owner-unknown = There is no such command. There are /status, /today, /funnel, /subs, /access, /lang, /help.
owner-choose-lang = Язык / Til / Language
owner-lang-chosen = English from now on.
owner-stranger = This bot answers only the owner and the admins of the shop. To buy, write to the shop's bot.
owner-failed = That did not work: the bot's database is away. Try again in a minute.
toast-owner-stale = This button is old. Open /funnel or /status again.
toast-owner-busy = Still working on the last press.

btn-owner-ru = Русский
btn-owner-uz = Oʻzbekcha
btn-owner-en = English
btn-owner-funnel = Funnel
btn-owner-today = Today
btn-owner-status = Status
btn-owner-refresh = Refresh
btn-owner-previous = ‹ Back
btn-owner-next = Next ›
btn-owner-older = ‹ Earlier
btn-owner-newer = Later ›
btn-owner-back = « To the list
btn-owner-to-funnel = « To the funnel
btn-owner-to-status = « To the status
btn-owner-temporal = Open in Temporal
btn-owner-stage = { $stage } · { $count }
btn-owner-order = №{ $number }

## Stages

plain-owner-stage-pending = Payment due
plain-owner-stage-deposit_due = Deposit due
plain-owner-stage-balance_due = Balance due
plain-owner-stage-preorder = Goods awaited
plain-owner-stage-paid = Paid, awaiting a florist
plain-owner-stage-fulfilling = Being made and delivered
plain-owner-stage-delivered = Delivered
plain-owner-stage-cancelled = Cancelled
plain-owner-stage-expired = Not paid in time
plain-owner-stage-refunded = Refunded

plain-owner-list-expiring = Expiring
plain-owner-list-refunds = Refunds waiting
plain-owner-list-deposits = Deposits to decide
plain-owner-list-late_money = Late money
plain-owner-list-sla = Staff are late

## Funnel

owner-funnel-title = <b>Funnel · { $business }</b>
owner-funnel-stage = { $stage } — <b>{ $count }</b>
owner-funnel-due = { "  " }now { $due }, in all { $remaining }
owner-funnel-due-all = { "  " }{ $due }
owner-funnel-remaining = { "  " }ahead { $remaining }
owner-funnel-paid = { "  " }received { $paid }
owner-funnel-sum =
    Due now: <b>{ $due }</b>
    With later stages: { $remaining }
owner-funnel-ended = { $days ->
        [one] Ended in the last day
       *[other] Ended in the last { $days } days
    }
owner-disagree-title = ⚠️ <b>They disagree</b>
owner-disagree = { $stage }: Temporal { $temporal }, events { $events }

owner-temporal-now = Temporal: now
owner-temporal-down = Temporal has not answered since { $since }. Counts are from events.
owner-temporal-both-down = Temporal has not answered since { $since }.
owner-events-age = Events: { $age } ago
owner-events-now = Events: now
owner-events-down = The shop has not answered since { $since }. Money as of { $at }.
owner-events-refused = The shop has refused its events ({ $code }) since { $since }. Money as of { $at }.
owner-events-never = The shop has not answered since { $since }. There have been no events yet.
owner-events-reading = Events are being caught up; the figures are not complete yet.
owner-events-none = No events have been read yet.
owner-events-puzzling = Events not understood: { $count }. Update the owner-bot.
plain-owner-seconds = { $count } s
plain-owner-minutes = { $count } min

## Lists and the order

owner-list-title = <b>{ $list }</b> · { $count }
owner-list-page = Page { $page } of { $pages }
owner-list-empty = <b>{ $list }</b>: nothing.
owner-list-line = №{ $number } · { $total } · received { $paid }
owner-list-line-due = №{ $number } · due { $due } of { $total } · until { $until }
owner-list-line-ahead = №{ $number } · ahead { $remaining } of { $total }

owner-order-title = <b>Order №{ $number }</b> · { $state }
owner-order-money = { $plan ->
        [deposit_balance] Deposit and balance
        [preorder] Preorder
       *[full] Paid in full
    }. Total { $total }, received { $paid }
owner-order-due = Due now { $due } until { $until }
owner-order-ahead = Still ahead { $remaining }
owner-order-unknown = There are no events about this order.
owner-order-temporal = Temporal: { $url }
owner-history-page = Events { $from }–{ $to } of { $count }
owner-history-day = <b>{ $day }</b>
owner-history-line = { $time } { $what }

plain-owner-actor-buyer = the buyer
plain-owner-actor-staff = staff { $id }
plain-owner-actor-timer = by its deadline
plain-owner-kind-full = in full
plain-owner-kind-period = a period
plain-owner-kind-deposit = deposit
plain-owner-kind-balance = balance

## What happened to the order

owner-fact-order_created = Order placed: { $total }
owner-fact-order_rejected = Order not taken: { $reason }
owner-fact-order_offered = { $round ->
        [1] Offered to the florists
       *[other] Offered to the florists again
    }
owner-fact-order_accepted = Taken: { $actor }
owner-fact-order_given_back = Given back: { $actor }
owner-fact-order_assembled = Assembled: { $actor }
owner-fact-order_handed_over = With the courier: { $actor }
owner-fact-order_delivered = Delivered: { $actor }
owner-fact-order_rated = Rated { $score } of 5
owner-fact-order_closed = Closed
owner-fact-order_cancelled = Cancelled: { $reason }
owner-fact-order_expired = Closed: not paid in time
owner-fact-order_revived = Going on again: the money came after it was closed
owner-fact-order_refunded = All money returned
owner-fact-order_late = ⚠️ Late: { $waiting ->
        [florist] nobody has taken it
        [assembly] not assembled
        [courier] not picked up
       *[delivery] not delivered
    }
owner-fact-goods_awaited = Waiting for the goods
owner-fact-goods_arrived = The goods have arrived: { $actor }
owner-fact-deposit_fate_asked = Expired; you are asked what to do with the deposit
owner-fact-deposit_fate_decided = { $fate ->
        [keep] The deposit stays with the shop
       *[refund] The deposit goes back
    }: { $actor }
owner-fact-nudges_switched = { $on ->
        [yes] Reminders switched on
       *[no] Reminders switched off
    }: { $actor }
owner-fact-subscription_created = Subscription №{ $number } is agreed on
owner-fact-subscription_refunded = The money of period { $period } went back, access ends
owner-fact-subscription_period_begun = Period { $period } is paid for, until { $until }
owner-fact-subscription_extended = { $kind ->
    [trial] Trial until { $until }
    [gift] Gift: until { $until }
   *[other] Time as a gift until { $until }, { $actor }
}
owner-fact-subscription_changed = { $action ->
    [give_up] Not paid: given up
    [cancel] Will not be renewed, { $actor }
    [resume] Will be renewed again, { $actor }
    [lapse] The paid time is over, days of grace begin
    [expire] It is over
    [revoke] Ended by { $actor }: { $reason }
    [flag] Flagged, { $actor }: { $reason }
    [unflag] The flag is lifted, { $actor }
    [pause] Paused, { $actor }
    [unpause] Goes on after a pause, { $actor }
    [vip_on] VIP from now on, { $actor }
    [vip_off] No VIP any more, { $actor }
   *[other] Another plan is wanted, { $actor }
}
owner-fact-star_renewal_changed = { $renewal ->
    [on] Telegram charges by itself again
    [failed] Telegram could not charge
   *[other] Telegram charges no more
}
owner-fact-access_granted = Access to a channel is open
owner-fact-access_expired = Access is over
owner-fact-access_revoked = Access was taken: { $reason }
owner-fact-access_denied = { $reason ->
    [stranger] A stranger with the link was refused
    [flagged] Not let in: flagged
    [paused] Not let in: paused
    [link_closed] Not let in: the link is closed
    [too_many_links] No more links: too many in this period
   *[other] Not let in: the time is over
}
owner-fact-member_joined = Is in the channel
owner-fact-member_left = Has left the channel
owner-fact-payment_opened = Due { $amount } ({ $kind })
owner-fact-payment_opened-until = Due { $amount } ({ $kind }) until { $until }
owner-fact-payment_held = { $provider } is debiting { $amount }
owner-fact-payment_released = { $provider } did not debit { $amount }
owner-fact-payment_performed = 💰 Received { $amount } ({ $kind }, { $provider })
owner-fact-payment_landed_late = 💰 Late payment { $amount } ({ $provider }): { $outcome ->
        [revived] the order goes on
       *[refund] it goes back
    }
owner-fact-payment_doubled = ⚠️ Surplus payment { $amount } ({ $provider }): it goes back
owner-fact-payment_extended = More time until { $until }: { $actor }
owner-fact-payment_expired = Out of time: { $amount } ({ $kind })
owner-fact-payment_cancelled = No longer due: { $amount } ({ $kind })
owner-fact-nudge_sent = Payment reminder sent
owner-fact-nudge_skipped = Reminder not sent: { $reason ->
        [unreachable] the buyer cannot be reached
        [refused] Telegram did not take it
       *[other] no longer needed
    }
owner-fact-refund_requested = To return { $amount } ({ $provider }): { $reason }
owner-fact-refund_completed = Returned { $amount } ({ $provider })
owner-fact-refund_failed = ⚠️ Refund of { $amount } failed ({ $provider }): { $reason }
owner-fact-buyer_unreachable = The buyer cannot be reached in Telegram
owner-fact-unknown = Event { $type }

## Status

owner-status-title = <b>{ $business }</b> · { $at }
owner-status-revenue = Revenue today: <b>{ $amount }</b> ({ $count })
owner-status-returned = Returned today: { $amount }
owner-status-open = Open orders: <b>{ $count }</b>
owner-status-due =
    Due now: <b>{ $due }</b>
    With later stages: { $remaining }
owner-status-attention = <b>Needs attention</b>
owner-status-calm = Nothing needs you.
owner-status-expiring = Expiring within { $hours } h: { $count } · { $amount }
owner-status-refunds = Refunds waiting: { $count } · { $amount }
owner-status-deposits = Deposits waiting for your decision: { $count }
owner-status-late_money = Late money in 24 h: { $count }
owner-status-sla = Staff are late: { $count }

## Today

owner-today-title = <b>Today, { $day }</b> · { $business }
owner-today-created = Orders: <b>{ $count }</b> for { $amount }
owner-today-created-none = No orders.
owner-today-received = Received: <b>{ $amount }</b>
owner-today-received-none = No money came in.
owner-today-provider = { "  " }{ $provider }: { $amount } · { $count }
owner-today-provider-own = { "  " }{ $provider }: { $amount } ({ $own }) · { $count }
owner-today-expired = Not paid in time: { $count } for { $amount }
owner-today-cancelled = Cancelled: { $count } for { $amount }
owner-today-returned = Returned: { $count } for { $amount }
owner-today-average = Average paid order: { $amount } ({ $count })
