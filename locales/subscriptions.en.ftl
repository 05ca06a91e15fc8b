## Subscriptions: words that others use

plain-period-minute = { $count } min
plain-period-day = { $count ->
    [1] 1 day
   *[other] { $count } days
}
plain-period-month = { $count ->
    [1] 1 month
   *[other] { $count } months
}
plain-subscription-state-incomplete = not paid yet
plain-subscription-state-active = active
plain-subscription-state-cancelled = will not be renewed
plain-subscription-state-grace = renewal not paid
plain-subscription-state-expired = over
plain-subscription-state-refunded = refunded
plain-subscription-state-flagged = under review
plain-invoice-period = Subscription #{ $number }

## Paying for a period

period-due-first =
    ⭐ Subscription #{ $number }: <b>{ $plan }</b>
    { $period }, { $channels }

    To pay: <b>{ $amount }</b>
    Please pay by { $until }. Access opens the moment the money is here.
period-due-next =
    🔄 Time to renew subscription #{ $number }: <b>{ $plan }</b>
    It is paid until { $paidUntil }; the next { $period } follow without a gap.

    To pay: <b>{ $amount }</b>
    Please pay by { $until }; then access ends.
period-nudge-first =
    🔔 Subscription #{ $number } is waiting for its payment: <b>{ $plan }</b>

    To pay: <b>{ $amount }</b>
    Please pay by { $until }. Access opens the moment the money is here.
period-nudge-next =
    🔔 Subscription #{ $number } is not renewed yet: <b>{ $plan }</b>
    It was paid until { $paidUntil }.

    To pay: <b>{ $amount }</b>
    Please pay by { $until }; then access ends.
period-received =
    ✅ We received { $amount }, thank you!
    Subscription #{ $number } “{ $plan }” is paid until <b>{ $until }</b>.
period-expired =
    ⌛ The time to pay for subscription #{ $number } is over. You were not charged.
    You can subscribe again any time: /plans
period-late-revived =
    ✅ Your payment of { $amount } came late, and we took it: subscription #{ $number } “{ $plan }” runs until <b>{ $until }</b>.
period-late-refund =
    ⚠️ Your payment of { $amount } for subscription #{ $number } was not needed any more.
    We will return it and write to you. Questions? /paysupport
period-refund-started =
    ↩️ We are returning { $amount } for subscription #{ $number }.
    { $provider ->
        [stars] The Stars go back to your balance in Telegram.
        [manual] The shop returns the cash; somebody will contact you.
       *[other] The money goes back to where you paid from ({ $way }).
    }
    We will write when it is done. Questions? /paysupport
period-refund-completed =
    ✅ We returned { $amount } for subscription #{ $number } ({ $way }).
    If you cannot see the money, write to us: /paysupport
period-refund-todo =
    { $reminder ->
        [0] ↩️ <b>Please return { $amount }</b> for subscription #{ $number }
       *[other] ⏰ <b>Still to be returned: { $amount }</b> for subscription #{ $number }
    }
    Buyer: { $buyer }
    Reason: { $reason }
period-late-owner-revived = 💰 { $amount } came late for subscription #{ $number }: it runs again.
period-late-owner-refund = ⚠️ { $amount } came for subscription #{ $number } and is not needed. We are returning it.
btn-pay-stars-monthly = { $stars }, renewed by itself
btn-pay-stars-once = { $stars } once
btn-subscription = Subscription #{ $number }
btn-pay-invoice = Pay { $stars }
stars-monthly =
    ⭐ <b>{ $stars }</b> every { $period }, charged by Telegram by itself.
    You can stop it any time: here with /cancel, or in Telegram under Settings → My Stars.

## The subscription: news for the buyer

subscription-rejected-not_for_sale =
    😔 “{ $plan }” is not sold any more. You were not charged.
    See what there is: /plans
subscription-rejected-no_seat =
    😔 The last seat of “{ $plan }” has just been taken. You were not charged.
    See what else there is: /plans
subscription-begun =
    🎁 Subscription #{ $number } “{ $plan }” is yours until <b>{ $until }</b>.
access-opened =
    🔑 { $count ->
        [1] The door to { $channels } is open for you.
       *[other] The doors to { $channels } are open for you.
    }
    Press the button and ask to join: we let you in at once. The link works until { $until } and for you alone.
btn-join = 🔑 { $title }
renewal-reminder-auto =
    🔔 Subscription #{ $number } “{ $plan }” renews itself on <b>{ $until }</b>: { $amount }.
    Nothing to do. If you do not want it, press the button below.
renewal-reminder-pay =
    🔔 Subscription #{ $number } “{ $plan }” is paid until <b>{ $until }</b>.
    Pay now and the new time is added to the old: { $amount }.
renewal-reminder-ending =
    🔔 Subscription #{ $number } “{ $plan }” ends on <b>{ $until }</b> and is not renewed, as you wished.
    Changed your mind? Press the button below.
subscription-grace =
    ⚠️ The paid time of subscription #{ $number } “{ $plan }” is over.
    We keep your place until <b>{ $until }</b>. Renew it and nothing is lost: { $amount }.
subscription-cancelled =
    ✅ Subscription #{ $number } “{ $plan }” will not be renewed, and nothing more is charged.
    You keep access until <b>{ $until }</b>.
subscription-paused-yes =
    ⏸ Subscription #{ $number } “{ $plan }” is paused by the shop. The time that is left is kept for you.
    Questions? /support
subscription-paused-no =
    ▶️ Subscription #{ $number } “{ $plan }” goes on, until <b>{ $until }</b>.
access-ended-expired =
    👋 Subscription #{ $number } “{ $plan }” is over, and so is the access to { $channels }.
    Thank you for having been with us! You can come back any time.
access-ended-refunded =
    👋 The money for subscription #{ $number } “{ $plan }” was returned, and the access to { $channels } is over.
    You can come back any time: /plans
access-ended-revoked =
    ⛔ The shop has ended subscription #{ $number } “{ $plan }”.
    Questions? /support
win-back =
    { $offer ->
        [1] 💐 Your place in { $channels } is free. Shall we keep it for you?
       *[other] 💐 There is news in { $channels } without you. Come back?
    }
    “{ $plan }”: { $amount } for { $period }.
btn-no-offers = 🔕 No more offers
star-renewal-failed =
    ⚠️ Telegram could not charge { $amount } for subscription #{ $number } “{ $plan }”.
    Top up your Stars, or pay another way. Access stays until <b>{ $until }</b>.

## Subscriptions: news for staff

stranger-at-link =
    🚫 Somebody else came with the link of subscription #{ $number } ({ $buyer }).
    We did not let them in and closed the link; the buyer gets a new one. There is nothing you need to do.
subscription-flagged =
    🚩 Several strangers came with the links of subscription #{ $number } ({ $buyer }).
    It issues no more links. If all is well, lift the flag.
subscriber-exempt =
    ℹ️ Subscription #{ $number } of { $buyer } is over, but in { $channel } this person is an administrator or the owner, whom no bot can remove.
    If they should go, remove them by hand.
refund-wanted =
    ↩️ { $buyer } wants the money for subscription #{ $number } back.
    Reason: { $reason }
    Paid until { $until }; with the money goes what is left of the time.
btn-refund-give = ↩️ Return the money
btn-lift-flag = 🏳️ Lift the flag
channel-trouble-no_rights =
    ⚠️ In the channel “{ $title }” the bot may not do its work. People who paid cannot come in, and those whose time is over stay.
    Open the channel → Administrators → our bot, and allow “Invite users” and “Ban users”. The rest happens by itself.
channel-trouble-not_there =
    ⚠️ The bot is no longer in the channel “{ $title }”, or the channel is gone. People who paid cannot come in.
    Add the bot to the channel as an administrator with “Invite users” and “Ban users”. The rest happens by itself.

## The bot: plans and subscriptions

plain-command-plans = Subscriptions and their prices
plain-command-status = My subscriptions
plain-command-cancel = Stop a subscription
plans =
    ⭐ Subscriptions of <b>{ $shop }</b>
    Choose one to see what it opens 👇
plans-none =
    There are no subscriptions on sale right now.
    Have a look at the catalog: /catalog
btn-plans = ⭐ Subscriptions
btn-plan = { $name } · { $price }
plan =
    ⭐ <b>{ $name }</b>
    { $text }

    { $price } for { $period }
    Opens: { $channels }
plan-trial = 🎁 The first { $days } are free; then you decide.
plan-seats = Seats left: { $left } of { $seats }
plan-no-seat = All seats are taken right now. Come back a little later.
plan-yours = You have it already, until <b>{ $until }</b>. Paying again adds to that time.
btn-subscribe = ✅ Subscribe
btn-start-trial = 🎁 Start for free
btn-my-subscription = My subscription
consent =
    Before you subscribe to <b>{ $name }</b>, please read the terms:

    <blockquote>{ $terms }</blockquote>

    Version { $version }. By pressing “I agree” you accept them.
btn-agree = ✅ I agree, go on
btn-offers-off = ☐ Tell me of offers later
btn-offers-on = ☑ Tell me of offers later
subscribe-placed =
    ✅ Subscription “{ $name }”: one moment, the ways to pay come in the next message.
subscribe-trial =
    ✅ Subscription “{ $name }”: one moment, your access comes in the next message.
status-none =
    You have no subscriptions yet.
    See what there is: /plans
subscription-card =
    ⭐ <b>{ $plan }</b>, subscription #{ $number }: { $state }
    { $channels } · { $amount } for { $period }
subscription-until = Paid until <b>{ $until }</b>.
subscription-next-auto = Telegram charges the next { $period } by itself.
subscription-next-ask = We write to you before it ends, and you pay as you like.
subscription-next-none = It will not be renewed.
subscription-next-change = After that: “{ $plan }”, { $amount } for { $period }.
subscription-next-change-now = “{ $plan }” begins as soon as you pay; what is left of the time becomes days of it.
subscription-next-grace = Pay by <b>{ $until }</b> to keep your place.
subscription-next-incomplete = Not paid yet: { $amount } by { $until }.
subscription-next-flagged = The shop is looking into it; new links are not issued meanwhile. /support
subscription-next-paused = It is paused; the time that is left is kept.
btn-renew = 🔄 Renew: { $amount }
btn-cancel-renewal = ✖️ Do not renew
btn-resume-renewal = ▶️ Renew after all
btn-links = 🔑 My links
btn-change-plan = ↔️ Another plan
btn-ask-refund = ↩️ Money back
btn-back-to-subscription = ← Subscription #{ $number }
cancel-renewal-ask =
    Stop subscription #{ $number } “{ $plan }”?
    You keep access until <b>{ $until }</b>, and nothing more is charged.
cancel-renewal-ask-now =
    Stop subscription #{ $number } “{ $plan }”?
    The paid time is over, so access ends at once.
cancel-renewal-ask-unpaid = Give up subscription #{ $number } “{ $plan }”? It is not paid yet.
cancel-renewal-choose = Which subscription shall we stop? 👇
cancel-renewal-none =
    There is nothing to stop: none of your subscriptions renews itself.
    See them: /status
btn-cancel-renewal-sure = Yes, stop it
btn-keep-subscription = No, keep it
change-plan =
    ↔️ Subscription #{ $number } is “{ $plan }” now. What would you like instead?
    “Now” begins at once: what is left of the time you paid for becomes days of the new plan, free days are lost. “Later” begins when your time ends.
change-plan-none = There is no other plan on sale right now.
btn-change-now = { $name } · { $price }, now
btn-change-later = { $name } · { $price }, later
change-plan-now =
    ✅ “{ $name }” begins as soon as you pay { $amount }. One moment, the ways to pay come in the next message.
change-plan-later =
    ✅ “{ $name }” begins when the paid time ends, on <b>{ $until }</b>. We write before that.
refund-ask =
    Return the money for the last period of subscription #{ $number }, { $amount }?
    Access ends with it.
btn-refund-ask-sure = Yes, return it
refund-asked-owner = ✅ We passed it on to the shop. It decides and writes to you.
refund-asked-given = ✅ The money goes back. We write when it is done.
links-again = 🔑 One moment, new links come in the next message. The old ones no longer work.
join-denied-stranger =
    This link was made for somebody else, so it does not let you in.
    Your own place: press /plans in this chat.
join-denied-ended =
    Your subscription to this channel is over, so we cannot let you in.
    Renew it: /status
join-denied-other =
    We cannot let you in right now. See why: /status

toast-subscription-unknown = There is no such subscription here. Yours are under /status
toast-plan-gone = This plan is not sold any more. See what there is: /plans
toast-plan-full = All seats are taken right now.
toast-renew-asked = The ways to pay come in the next message.
toast-renew-not-now = It cannot be renewed now. Look at /status
toast-renewal-cancelled = Done: it will not be renewed.
toast-renewal-resumed = Done: it will be renewed.
toast-renewal-resumed-stars = Done. To have Telegram charge Stars again, turn it on under Settings → My Stars.
toast-step-impossible = That cannot be done now: something has changed. Look at /status
toast-too-many-links = You have had many links this month. Write to us and we help: /support
toast-links-flagged = New links are not issued while we look into it. Write to us: /support
toast-offers-stopped = Done: no more offers.
toast-refund-nothing = There is no payment to return.
toast-stars-renew-already = Telegram renews it by itself already; there is nothing to pay.
toast-refund-begun = The money goes back; the buyer is told.
toast-flag-lifted = The flag is lifted.
