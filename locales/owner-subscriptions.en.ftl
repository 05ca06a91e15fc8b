### What the owner-bot says of subscriptions and of the doors of channels, in English. The form is that of owner.en.ftl.

plain-owner-command-subs = Subscriptions: who pays, who stays
plain-owner-command-access = Channels: who was let in, who was not
btn-owner-subs = Subscriptions
btn-owner-access = Access
btn-owner-chart = Chart
btn-owner-to-subs = « To the subscriptions
btn-owner-to-access = « To the access
btn-owner-days = { $days ->
    [1] Today
   *[other] { $days } days
}
btn-owner-days-now = · { $days ->
    [1] Today
   *[other] { $days } days
} ·

plain-owner-subs-active = Renewing
plain-owner-subs-trial = On trial
plain-owner-subs-cancelled = Cancelled, still running
plain-owner-subs-grace = In grace
plain-owner-subs-flagged = Under review
plain-owner-subs-lost = Lost in 30 days
plain-owner-subs-refunds = Subscriptions: refunds waiting

## /subs

owner-subs-title = <b>Subscriptions · { $business }</b>
owner-subs-total = Now: <b>{ $count }</b>
owner-subs-standing = { "  " }{ $what }: { $count }
owner-subs-mrr = Revenue in 30 days (MRR): <b>{ $amount }</b> ({ $count })
owner-subs-mrr-before = { "  " }30 days ago: { $amount }
owner-subs-mrr-change = { "  " }30 days ago: { $amount } ({ $percent } %)
owner-subs-span = { $days ->
    [1] <b>Today</b>
   *[other] <b>Last { $days } days</b>
}
owner-subs-new = New: <b>{ $count }</b>
owner-subs-renewed = Renewed: <b>{ $count }</b>
owner-subs-returned = Came back: <b>{ $count }</b>
owner-subs-trials = Trials begun: { $count }
owner-subs-trials-over = Trials that nobody paid after: { $count }
owner-subs-lost = Lost: <b>{ $count }</b>
owner-subs-lost-why = Lost: <b>{ $count }</b> ({ $reasons })
owner-subs-churn = Churn in 30 days: <b>{ $percent } %</b>: { $gone } of the { $before } who paid 30 days ago
owner-subs-churn-none = Churn in 30 days: nobody paid 30 days ago
owner-subs-churn-why = { "  " }lost in 30 days: { $reasons }
plain-owner-end-unpaid = not renewed
plain-owner-end-cancelled = cancelled
plain-owner-end-refund = refunded
plain-owner-end-revoked = taken away
plain-owner-counted = { $what } { $count }
owner-subs-cohorts =
    <b>Who stays</b>, % by the month of the first payment
    <pre>{ $table }</pre>
owner-subs-cohorts-none = Who stays: nobody has paid in the last months.
plain-owner-cohort-head = month
plain-owner-cohort-size = all

owner-chart-title = <b>Who stays · { $business }</b>
plain-owner-chart-month = Months since the first payment

## Lists, and one subscription

owner-subs-list-title = <b>{ $list }</b> · { $count }
owner-subs-list-empty = <b>{ $list }</b>: nobody.
owner-subs-line = №{ $number } · { $plan } · { $price }
owner-subs-line-until = №{ $number } · { $plan } · { $price } · until { $until }
owner-subs-line-ended = №{ $number } · { $plan } · { $reason }, { $ended }
owner-subscription-title = <b>Subscription №{ $number }</b> · { $state }
owner-subscription-plan = Plan { $plan }: { $price } for { $period }
owner-subscription-until = { $renews ->
    [yes] Paid until { $until }, then to be renewed
   *[no] Paid until { $until }, not to be renewed
}
owner-subscription-ended = Ended { $ended }: { $reason }
owner-subscription-periods = Periods paid: { $count }
owner-subscription-unknown = There are no events about this subscription.
owner-subscription-usage = Write the number of a subscription: /sub 1042

## /access

owner-access-title = { $days ->
    [1] <b>Access today · { $business }</b>
   *[other] <b>Access in { $days } days · { $business }</b>
}
owner-access-granted = Opened: <b>{ $count }</b>
owner-access-expired = Time over: <b>{ $count }</b>
owner-access-revoked = Taken: <b>{ $count }</b>
owner-access-revoked-why = Taken: <b>{ $count }</b> ({ $reasons })
owner-access-moves = Came in: <b>{ $joined }</b>, went out: { $left }
owner-access-wait = From the payment to the channel: { $median }, 95 % within { $p95 } ({ $count })
owner-access-denied = Not let in: <b>{ $count }</b>
owner-access-denied-why = Not let in: <b>{ $count }</b> ({ $reasons })
owner-access-channels = <b>By channel</b>
owner-access-channel = { $channel }: opened { $granted }, closed { $closed }, came in { $joined }, went out { $left }, refused { $denied }
owner-access-newest = <b>Newest refusals</b>
owner-access-denial = { $time } №{ $number }: { $reason } ({ $who })
plain-owner-deny-stranger = a stranger
plain-owner-deny-flagged = under review
plain-owner-deny-ended = time is over
plain-owner-deny-paused = paused
plain-owner-deny-link_closed = link is closed
plain-owner-deny-too_many_links = too many links
plain-owner-revoke-refund = refund
plain-owner-revoke-revoked = by staff
plain-owner-revoke-cancelled = cancelled
plain-owner-revoke-paused = paused
plain-owner-revoke-plan_changed = another plan
plain-reason-strangers = many strangers with its links
plain-owner-hours = { $count } h

## In the other screens

owner-status-flagged = Subscriptions under review: { $count }
owner-status-period-refunds = Subscriptions, refunds waiting: { $count } · { $amount }
owner-status-denied = Not let into channels today: { $count }
owner-periods-due = Subscription periods due: { $count } · { $due }
owner-today-periods = { "  " }of it for subscriptions: { $amount } · { $count }
owner-today-subscriptions = Subscriptions: new { $fresh }, renewed { $renewed }, lost { $lost }
