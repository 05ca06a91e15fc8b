## Staff: subscribers

btn-page-subscriptions = ⭐ Subscriptions
btn-page-plans = 🏷 Plans
btn-page-channels = 📢 Channels
staff-subscribers =
    ⭐ <b>Subscriptions</b>
    { $count ->
        [one] { $count } has access now.
       *[other] { $count } have access now.
    }
plain-subscribers-all = all
btn-subscribers-list = { $list } · { $count }
staff-subscribers-list = ⭐ <b>Subscriptions</b>: { $list }, the newest first
staff-subscribers-none = ⭐ <b>Subscriptions</b>: { $list }. There are none.
btn-subscriber = #{ $number } · { $state } · { $buyer }
btn-newer = ← Newer
btn-older = Older →
btn-find-subscriber = 🔎 Find
staff-find-ask = 🔎 Whom are you looking for? Write a part of their name, their Telegram id, or the number of the subscription.
staff-find-none = 🔎 Nobody found for “{ $text }”. Write something else to look again.
staff-found = 🔎 Found for “{ $text }”:
staff-found-many = 🔎 The newest of those found for “{ $text }”. To see fewer, look for more of the name.
staff-subscription =
    ⭐ <b>{ $plan }</b>, subscription #{ $number }: { $state }
    { $buyer } · <code>{ $id }</code>
    { $amount } for { $period }
staff-subscription-was-until = Was paid until { $until }.
staff-subscription-renews = The buyer is asked to pay before it ends.
staff-subscription-renews-stars = Telegram renews it by itself.
staff-subscription-renewal-failed = ⚠️ Telegram could not charge the Stars; the buyer was told.
staff-subscription-next = After that: “{ $plan }”.
staff-subscription-vip = 👑 VIP: the end of the paid time ends nothing.
staff-subscription-paused = ⏸ Paused: the time that is left is kept, and the channels are closed meanwhile.
staff-subscription-flag = 🚩 Flagged: { $reason }
staff-subscription-end = ⛔ Ended: { $reason }
staff-places = <b>Channels</b>
staff-place = { $title }: { $member }, { $right }
plain-member-in = in
plain-member-out = not in
plain-member-admin = in as an administrator
plain-right-none = no access yet
plain-right-pending = access is being changed
plain-right-trouble = waits for the bot’s rights there
plain-right-open = access open
plain-right-open-link = has a link
plain-right-open-flagged = gets no link while flagged
plain-right-closed = access closed
plain-right-closed-exempt = access closed, but an administrator cannot be removed
plain-right-closed-kept = kept by another subscription
staff-payments = <b>Payments</b>
staff-payment = { $ref } · { $amount } · { $state }
plain-period-payment-due = waiting
plain-period-payment-held = being paid
plain-period-payment-paid = paid
plain-period-payment-expired = not paid in time
plain-period-payment-cancelled = not needed any more
plain-period-payment-refunded = returned
btn-extend = 🎁 +{ $days }
btn-send-links = 🔑 Send links again
btn-pause = ⏸ Pause
btn-unpause = ▶️ Go on
btn-vip-on = 👑 Make VIP
btn-vip-off = 👑 End VIP
btn-staff-refund = ↩️ Refund
btn-revoke = ⛔ End access
btn-flag = 🚩 Flag
staff-refund-ask =
    ↩️ Return { $amount } to { $buyer } for the last period of subscription #{ $number } “{ $plan }”?
    What is left of that time goes with it.
staff-judge-revoke =
    ⛔ End subscription #{ $number } “{ $plan }” of { $buyer } at once?
    What is left of the paid time is lost, and no money goes back. Reply to this message with the reason, or press the button.
staff-judge-flag =
    🚩 Flag subscription #{ $number } “{ $plan }” of { $buyer }?
    It keeps its paid time and gets no more links until you lift the flag. Reply to this message with the reason, or press the button.
btn-revoke-sure = ⛔ End it without a reason
btn-flag-sure = 🚩 Flag it without a reason
toast-subscriber-unknown = There is no such subscription in this shop.
toast-subscriber-not-now = That cannot be done now: the subscription has changed.
toast-time-given = Given: { $more }. The buyer is told.
toast-links-resent = New links are on their way; the old ones no longer work.
toast-paused = Paused. The time that is left is kept.
toast-unpaused = It goes on.
toast-vip-on = VIP: nothing ends any more.
toast-vip-off = No longer VIP.
toast-revoked = Ended. The buyer loses access and is told.
toast-flagged = Flagged: no more links.

## Staff: the past of a subscription

history-by = { $what } · { $name }
history-because = { $what }: { $reason }
history-subscription-created = subscribed
history-period-begun = period { $period }, until { $until }
history-extended = time as a gift, until { $until }
history-subscription-give_up = the first payment did not come
history-subscription-cancel = renewal stopped
history-subscription-resume = renewal wanted again
history-subscription-lapse = paid time over, days of grace
history-subscription-expire = over
history-subscription-revoke = ended by the shop
history-subscription-flag = flagged
history-subscription-unflag = flag lifted
history-subscription-pause = paused
history-subscription-unpause = goes on
history-subscription-vip_on = VIP
history-subscription-vip_off = no longer VIP
history-subscription-change_plan = another plan chosen
history-star-renewal-on = Telegram renews it
history-star-renewal-off = renewal stopped in Telegram
history-star-renewal-failed = Telegram could not charge
history-access-granted = access to { $channel }
history-access-expired = access to { $channel } is over
history-access-revoked = access to { $channel } closed
history-denied-stranger = a stranger was not let in
history-denied-flagged = no link: flagged
history-denied-ended = not let in: over
history-denied-paused = not let in: paused
history-denied-link_closed = not let in: the link was old
history-denied-too_many_links = no link: too many
history-member-joined = came into { $channel }
history-member-left = left { $channel }
history-payment-expired = not paid in time

## Staff: plans

staff-plans =
    🏷 <b>Plans</b>
    ✅ is on sale; the number says how many have access now.
staff-plans-none = 🏷 There are no plans yet. Make the first one 👇
btn-staff-plan = ✅ { $name } · { $count }
btn-staff-plan-off = ▫️ { $name } · { $count }
btn-plan-new = ➕ New plan
staff-plan =
    🏷 <b>{ $name }</b>: on sale
    { $text }
staff-plan-off =
    🏷 <b>{ $name }</b>: not on sale
    { $text }
staff-plan-price = Price: { $price } for { $period }
staff-plan-other-price = { $way }: { $price }
staff-plan-stars = Stars: { $stars }; Telegram can renew it by itself
staff-plan-stars-once = Stars: { $stars }, each time by hand; Telegram renews by itself only 30 days
staff-plan-trial = The first { $days } are free
staff-plan-seats = Seats: { $taken } of { $seats } taken
staff-plan-channels = Opens: { $channels }
staff-plan-subscribers = Have access now: { $count }
staff-plan-changes = <b>Last changes</b>
staff-plan-sold-stays = What you change counts for new subscriptions. Those that were sold stay as they were sold.
plain-price-none = not set
plain-plan-made = made
plain-plan-names = name
plain-plan-texts = description
plain-plan-period = period
plain-plan-price = price
plain-plan-prices = price of a way to pay
plain-plan-starPrice = Star price
plain-plan-trialDays = free days
plain-plan-seats = seats
plain-plan-channels = channels
plain-plan-active = on or off sale
btn-plan-on = ✅ Put on sale
btn-plan-off = ⏹ Take off sale
btn-plan-price = 💵 Price
btn-plan-stars = ⭐ Star price
btn-plan-prices = 💳 Prices by way to pay
btn-plan-period = 🗓 Period
btn-plan-trial = 🎁 Free days
btn-plan-channels = 📢 Channels
btn-plan-seats = 💺 Seats
btn-plan-texts = 📝 Name and description
btn-plan-back = ← The plan
staff-plan-texts = 📝 <b>Name and description</b>
staff-plan-texts-in =
    { $lang }: <b>{ $name }</b>
    { $text }
plain-lang-ru = Русский
plain-lang-uz = Oʻzbekcha
plain-lang-en = English
btn-plan-name = Name: { $lang }
btn-plan-text = Description: { $lang }
staff-plan-period = 🗓 “{ $name }” is sold for { $period }. Another period?
btn-period = { $period }
btn-chosen-period = ✅ { $period }
staff-plan-opens = 📢 What “{ $name }” opens:
btn-opens-channel = ✅ { $title }
btn-opens-not-channel = ▫️ { $title }
staff-plan-prices = 💳 “{ $name }” costs { $price }, and another price where one stands below. Press to change it.
btn-plan-way = { $way }: the same
btn-plan-way-price = { $way }: { $price }
staff-plan-ask-price = 💵 What shall “{ $name }” cost for one period? Write the sum, like 90 000.
staff-plan-ask-stars = ⭐ What shall “{ $name }” cost in Stars? Write a number; 0: what the price is worth at the shop’s rate.
staff-plan-ask-way = 💳 What shall “{ $name }” cost by { $way } for one period? Write the sum, like 90 000; 0: the price of the plan.
staff-plan-ask-trial = 🎁 How many days of “{ $name }” are free at first? Write a number; 0: none.
staff-plan-ask-seats = 💺 How many may have “{ $name }” at one time? Write a number; 0: as many as want to.
staff-plan-ask-name_ru = 📝 What is “{ $name }” called in Russian? Write it, up to 100 characters.
staff-plan-ask-name_uz = 📝 What is “{ $name }” called in Uzbek? Write it, up to 100 characters.
staff-plan-ask-name_en = 📝 What is “{ $name }” called in English? Write it, up to 100 characters.
staff-plan-ask-text_ru = 📝 What do people get with “{ $name }”? Write in Russian, up to 1000 characters.
staff-plan-ask-text_uz = 📝 What do people get with “{ $name }”? Write in Uzbek, up to 1000 characters.
staff-plan-ask-text_en = 📝 What do people get with “{ $name }”? Write in English, up to 1000 characters.
staff-plan-ask-new = ➕ What is the new plan called? Write it, up to 100 characters. It is not sold until it has a price and a channel, and you put it on sale.
staff-plan-fault-not_a_price = That is no sum. Write digits, like 90 000.
staff-plan-fault-too_cheap = Payment providers take no less than { $least }. Write a larger sum.
staff-plan-fault-not_a_number = That is not a whole number that fits here. Write digits.
staff-plan-fault-too_long = That is too long. Write something shorter.
toast-plan-changed = Done.
toast-plan-needs_price = It needs a price first.
toast-plan-needs_channel = It needs at least one channel. To close the last one, take the plan off sale first.
toast-staff-plan-unknown = There is no such plan in this shop.

## Staff: channels

staff-channels = 📢 <b>Channels that subscriptions open</b>
staff-channels-none = 📢 There are no channels yet.
staff-channel-well = ✅ { $title }
staff-channel-no-rights =
    ⚠️ { $title }: the bot’s rights are not enough, since { $since }.
    Open the channel → Administrators → our bot, and allow “Invite users” and “Ban users”.
staff-channel-not-there =
    ⚠️ { $title }: the bot is not there, since { $since }.
    Add it as an administrator with “Invite users” and “Ban users”.
staff-channels-add = To add a channel, make this bot an administrator of your private channel with “Invite users” and “Ban users”. It writes to you at once.
channel-offer = 📢 I am an administrator of “{ $title }” now. Shall subscriptions open it?
channel-offer-no-rights = 📢 I am in “{ $title }” now. To let subscribers in and out, I need the rights “Invite users” and “Ban users”.
channel-offer-public = 📢 “{ $title }” is public: everybody can read it without a subscription. Make it private, and then add me again.
btn-use-channel = ✅ Use it for subscriptions
staff-channel-used = ✅ “{ $title }” can be opened by subscriptions now. Choose the plans that open it.
toast-channel-gone = I am not in this channel any more. Add me again.
