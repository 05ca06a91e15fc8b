### The shop's texts in English. The keys are the same in every language; a new key goes into all three files at once.
### btn-, toast- and plain- carry no markup (buttons, answers to presses up to 200 characters, pieces of text); the rest is Telegram's HTML.

## Words and dates

plain-moment = { $day } { $month }, { $time }
plain-day = { $day } { $month }
plain-month-1 = January
plain-month-2 = February
plain-month-3 = March
plain-month-4 = April
plain-month-5 = May
plain-month-6 = June
plain-month-7 = July
plain-month-8 = August
plain-month-9 = September
plain-month-10 = October
plain-month-11 = November
plain-month-12 = December

plain-provider-payme = Payme
plain-provider-click = Click
plain-provider-stars = Telegram Stars
plain-provider-telegram_fiat = card in Telegram
plain-provider-manual = cash

## Paying: the screen and the reminders

payment-due-full =
    🧾 <b>Order #{ $number }</b>
    { $items }

    To pay: <b>{ $amount }</b>
    Please pay by { $until }
payment-due-deposit =
    🧾 <b>Order #{ $number }</b>
    { $items }

    Deposit: <b>{ $amount }</b> of { $total }
    Please pay by { $until }
    { $plan ->
        [preorder] The balance of { $rest } is due when the flowers arrive at the shop.
       *[other] The balance of { $rest } is due before delivery; we will remind you.
    }
payment-due-balance =
    🧾 <b>Order #{ $number }</b>
    { $items }

    { $plan ->
        [preorder] Your flowers have arrived! Balance: <b>{ $amount }</b> of { $total }
       *[other] Balance: <b>{ $amount }</b> of { $total }
    }
    Please pay by { $until }
payment-nudge-full =
    🔔 Order #{ $number } is waiting for payment
    { $items }

    To pay: <b>{ $amount }</b>
    Please pay by { $until }; after that the order is cancelled and the flowers go back on sale.
payment-nudge-deposit =
    🔔 Order #{ $number } is waiting for its deposit
    { $items }

    Deposit: <b>{ $amount }</b>
    Please pay by { $until }; after that the order is cancelled and the flowers go back on sale.
payment-nudge-balance =
    🔔 Order #{ $number }: one last step
    { $items }

    Balance: <b>{ $amount }</b>
    Please pay by { $until } so that we can deliver in time.
pay-choose = How would you like to pay? 👇
pay-no-way = Payment in the bot is not set up right now. Please write to us: /support

btn-pay-payme = 💳 Payme
btn-pay-click = 💳 Click
btn-pay-stars = ⭐ Stars · { $stars }
btn-pay-card = 💳 Card in Telegram
btn-pay-cash = 💵 Cash
btn-more-time = ⏳ More time
btn-cancel-order = ✖️ Cancel order
btn-stop-nudges = 🔕 Stop reminders

## Paying: what became of the money

payment-received-full =
    ✅ We received { $amount }. Order #{ $number } is paid in full, thank you!
    It goes to our florists now; we will write when one of them starts on it.
payment-received-deposit =
    ✅ We received the deposit of { $amount } for order #{ $number }, thank you!
    { $plan ->
        [preorder] The flowers are yours. We will write when they arrive and ask for the balance of { $rest }.
       *[other] The flowers are yours. One payment is left: { $rest }.
    }
payment-received-balance =
    ✅ We received { $amount }. Order #{ $number } is paid in full, thank you!
    It goes to our florists now; we will write when one of them starts on it.
payment-expired =
    ⌛ The time to pay is over and order #{ $number } is cancelled. You were not charged.
    Still want the flowers? Order again, it takes a minute.
payment-expired-balance =
    ⌛ The balance of order #{ $number } was not paid in time, so the order is closed.
    { $fate ->
        [keep] By the shop's rules the deposit of { $paid } is not returned.
        [refund] We are returning the deposit of { $paid } and will write right away.
       *[asked] The shop will decide about the deposit of { $paid }. If it is returned, we will write to you.
    }
    Questions? /support
late-money-revived =
    ✅ Your payment of { $amount } came after the deadline, but we still have the flowers.
    Order #{ $number } is on again; there is nothing you need to do.
late-money-refund =
    ⚠️ Your payment of { $amount } for order #{ $number } came after the order was closed.
    We will return the money and write to you. Questions? /paysupport
refund-started =
    ↩️ We are returning { $amount } for order #{ $number }.
    { $provider ->
        [stars] The Stars go back to your balance in Telegram.
        [manual] The shop returns the cash; somebody will contact you.
       *[other] The money goes back to where you paid from ({ $way }).
    }
    We will write when it is done. Questions? /paysupport
refund-completed =
    ✅ We returned { $amount } for order #{ $number } ({ $way }).
    If you cannot see the money, write to us: /paysupport

## The order: news for the buyer

order-rejected-sold-out =
    😔 Just sold out: { $items }
    No order was made and you were not charged. Please choose something else 👇
order-rejected-not-for-sale =
    😔 Not for sale right now: { $items }
    No order was made and you were not charged. Have a look at what we have 👇
goods-awaited =
    📦 Preorder #{ $number } is yours
    { $items }

    We expect the delivery on { $day }. As soon as the flowers arrive we will write and ask for the balance of { $rest }.
goods-awaited-no-day =
    📦 Preorder #{ $number } is yours
    { $items }

    As soon as the flowers arrive we will write and ask for the balance of { $rest }.
order-cancelled =
    ✖️ Order #{ $number } is cancelled.
    You were not charged. We hope to see you again 🌷
order-cancelled-paid =
    ✖️ Order #{ $number } is cancelled.
    We are returning { $paid } and will write about it separately.
order-cancelled-why = Reason: { $reason }
order-progress-paid = 💐 Order #{ $number } is with our florists. We will write when one of them starts on it.
order-progress-accepted = 👩‍🌾 A florist took order #{ $number } and is making your bouquet. We will write when it is ready.
order-progress-assembled = 🎀 The bouquet of order #{ $number } is ready! It goes to the courier now.
order-progress-out_for_delivery = 🚚 Order #{ $number } is on its way to you. Please keep your phone at hand.
order-progress-delivered = 🌷 Order #{ $number } is delivered. Enjoy!
rating-ask = How was order #{ $number }? Your rating helps us get better 👇

btn-catalog = 🌷 Catalog
btn-order = 📦 Order #{ $number }
btn-rate = { $score } ⭐
btn-orders = 📋 My orders

## For staff

offer =
    { $round ->
        [1] 🆕 <b>New order #{ $number }</b>
       *[other] ⏰ <b>Order #{ $number } still has no florist</b>
    }
    { $items }

    Total: { $total }. Who makes it? Press “Take it”.
offer-unanswered =
    ⚠️ Nobody took order #{ $number }
    { $items }

    Call the florists or take the order yourself.
courier-offer =
    🚚 <b>Order #{ $number } is ready for delivery</b>
    { $items }

    Buyer: { $buyer }. Picking it up? Press “Picked up”.
order-late-florist = ⏰ Order #{ $number } has been waiting for a florist for too long. Please find one.
order-late-assembly = ⏰ Order #{ $number } has been in the making for too long. Florist: { $florist }. Please ask what is wrong.
order-late-courier = ⏰ Order #{ $number } is ready, but no courier has picked it up. Please find one.
order-ended-for-staff = ✖️ Order #{ $number } is over: { $state }. Do not make or deliver it.
deposit-fate-keep =
    ⌛ Order #{ $number } is closed: the balance of { $rest } was not paid.
    The shop keeps the deposit of { $paid }, as set in the settings.
deposit-fate-refund =
    ⌛ Order #{ $number } is closed: the balance of { $rest } was not paid.
    The deposit of { $paid } is being returned, as set in the settings.
deposit-fate-ask =
    ⌛ Order #{ $number } is closed: the balance of { $rest } was not paid.
    What should happen to the deposit of { $paid }? Buyer: { $buyer }
refund-todo =
    { $reminder ->
        [0] ↩️ <b>Please return { $amount }</b>
       *[other] ⏰ <b>Still not returned: { $amount }</b>
    }
    Order #{ $number }, buyer { $buyer }
    Reason: { $reason }
refund-todo-payme = Open merchant.payme.uz → Payments, find payment <code>{ $externalId }</code> (account { $ref }) and cancel it. Payme tells us about the refund itself; if this does not go away, press “Returned”.
refund-todo-click = Open merchant.click.uz → Payments, find payment <code>{ $externalId }</code> (account { $ref }) and refund it. Then press “Returned”.
refund-todo-stars = The Stars did not go back by themselves. Check that the bot has enough of them; we keep trying. If you returned them another way, press “Returned”. Payment <code>{ $externalId }</code>
refund-todo-telegram_fiat = In the cabinet of the payment provider connected in @BotFather, find payment <code>{ $externalId }</code> and refund it. Then press “Returned”.
refund-todo-manual = Give the buyer the cash and press “Returned”.
late-money-owner-revived =
    💰 A late payment of { $amount } came for order #{ $number }.
    The flowers were there, so the order is on again. There is nothing you need to do.
late-money-owner-refund =
    💰 A payment of { $amount } came for the closed order #{ $number }.
    The order cannot be brought back, so the money is being returned. If we need your help, we will write separately.

btn-accept = 🙋 Take it
btn-hand-over = 🚚 Picked up
btn-staff-order = 🔎 Open the order
btn-refunded = ✅ Returned
btn-deposit-keep = 🏪 Keep it
btn-deposit-refund = ↩️ Return it

## States of an order

plain-state-placing = being placed
plain-state-awaiting_payment = waiting for payment
plain-state-awaiting_goods = waiting for the delivery to the shop
plain-state-offered = looking for a florist
plain-state-accepted = being made
plain-state-assembled = ready
plain-state-out_for_delivery = on its way
plain-state-delivered = delivered
plain-state-closed = completed
plain-state-cancelled = cancelled
plain-state-expired = not paid in time
plain-state-refunded = money returned

## Reasons

plain-reason-late-money = the money came after the order was closed
plain-reason-paid-twice = paid twice
plain-reason-cancelled-by-buyer = the buyer cancelled the order
plain-reason-cancelled-by-staff = the shop cancelled the order
plain-reason-balance-unpaid = the balance was not paid in time
plain-reason-sold-out = sold out
plain-reason-not-for-sale = no longer for sale
plain-reason-wrong-amount = the wrong amount came
