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
late-money-unneeded =
    ⚠️ A second payment of { $amount } came for order #{ $number }. The order goes on as before.
    We will return this money and write to you. Questions? /paysupport
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
deposit-kept-for-buyer =
    ⌛ Order #{ $number } is closed: the balance of { $rest } was not paid in time.
    The shop keeps the deposit of { $paid }. If you disagree, write to us: /support
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
order-late-delivery = ⏰ Order #{ $number } was picked up, but it is still not delivered. Picked up by: { $courier }. Please ask where it is; if it is lost, cancel the order and the money goes back.
order-ended-for-staff = ✖️ Order #{ $number } is over: { $state }. Do not make or deliver it.
order-ended-for-couriers = ✖️ Order #{ $number } is over: { $state }. Do not deliver it; if you have it, bring it back to the shop.
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
late-money-owner-unneeded =
    💰 A payment of { $amount } came for order #{ $number } that it did not need. The order goes on as before.
    The money is being returned. If we need your help, we will write separately.

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
plain-reason-provider = returned by the provider
plain-reason-wrong-amount = the wrong amount came

## The bot: beginning and other things

start =
    Hello, { $name }! This is <b>{ $shop }</b> 🌷
    Choose a bouquet in the catalog and pay the way you like: at once or with a deposit. We make it and bring it to you.

    You can change the language right here 👇
lang-choose = Which language do you prefer? 👇
help =
    What the bot of <b>{ $shop }</b> can do:

    /catalog — choose a bouquet
    /orders — your orders and payments
    /reminders — switch reminders off or on
    /lang — change the language
    /terms — terms of sale
    /support — write to us
    /paysupport — questions about a payment
unknown =
    I understand buttons and commands only 🙈
    Press a button below, or write to a person: /support
support =
    We are here! Tell us what happened and your order number, so that we can help faster.
    { $shop } will answer you in person.
paysupport =
    A question about a payment? Send us the order number, the amount and the time; we will find the money and put it right.
    If the order is closed but you were charged, we will return the money.
terms-default =
    <b>Terms of { $shop }</b>

    • You can pay for an order at once, or pay a deposit of { $percent } % and the balance before delivery.
    • Preorder: a deposit now, the balance when the flowers arrive.
    • An order that is not paid in time is cancelled by itself.
    • Until we start on the bouquet you can cancel, and we return the money.
    • { $fate ->
        [keep] If the balance is not paid in time, the deposit is not returned.
        [refund] If the balance is not paid in time, we return the deposit.
       *[ask_owner] If the balance is not paid in time, the shop decides about the deposit.
    }
    • Questions: /support, about payments: /paysupport
reminders-on = 🔔 Payment reminders are on. To switch them off: /reminders again
reminders-off =
    🔕 We will not remind you to pay any more. The deadlines stay, see them in /orders
    To switch reminders on again: /reminders
group-private-only = I help with orders in a private chat: open @{ $bot } and press Start.

btn-help = ❓ Help
btn-support = 💬 Write to us
btn-staff = 🧰 For staff
btn-lang-ru = 🇷🇺 Русский
btn-lang-uz = 🇺🇿 Oʻzbekcha
btn-lang-en = 🇬🇧 English
plain-number = #{ $number }
plain-command-start = Start
plain-command-catalog = Flower catalog
plain-command-orders = My orders and payments
plain-command-lang = Change the language
plain-command-reminders = Switch reminders on or off
plain-command-support = Write to us
plain-command-paysupport = Questions about a payment
plain-command-terms = Terms of sale
plain-command-help = What the bot can do
toast-lang-set = English it is!
toast-too-many = That was fast 🙂 Please wait a minute and press again.
toast-retrying = That did not work at once, so I am trying again by myself. If nothing changes in a minute, press again.
toast-failed = That did not work 😔 Please press again a little later. If it does not help: /support
toast-button-old = This button is out of date. Open /orders or /catalog, everything there is fresh.
toast-private-only = This works in a private chat with the bot.

## The bot: catalog and checkout

catalog = 🌷 <b>{ $shop }</b>. What would you like?
catalog-empty = There is nothing on sale right now. Come back a little later or write to us: /support
product =
    { $emoji } <b>{ $name }</b>
    { $text }

    Price: { $price }
product-total = Total for { $quantity }: <b>{ $total }</b>
product-few-left = Only { $available } left.
product-preorder = 🗓 We expect it on { $day } and take preorders.
product-sold-out = 😔 Sold out right now. Have a look at our other flowers.
plan-full = • At once: { $amount }
plan-deposit = • With a deposit: { $deposit } now, { $balance } before delivery
plan-preorder = • Preorder: { $deposit } now, { $balance } when the flowers arrive ({ $day })
checkout-placed =
    🛍 Placing your order: { $items }
    Order total: { $total }

    The bill with the pay buttons is on its way 👇

btn-product = { $emoji } { $name } · { $price }
btn-product-preorder = { $emoji } { $name } · { $price } · preorder
btn-product-sold-out = { $emoji } { $name } · sold out
btn-fewer = ➖
btn-quantity = { $quantity } pcs
btn-more = ➕
btn-plan-full = ✅ Pay at once · { $amount }
btn-plan-deposit = 🤝 Deposit · { $amount }
btn-plan-preorder = 🗓 Preorder · { $amount }
btn-back-to-catalog = ← Catalog
toast-product-gone = This is no longer on sale. Open /catalog and choose something else.
toast-not-so-many = There are not that many, only { $available } left. Choose fewer or another bouquet.

## The bot: the buyer's orders

orders = 📋 <b>Your orders</b>
orders-none = No orders yet. A good moment to choose a bouquet 🌷
orders-line =
    #{ $number } · { $items }
    { $state }, { $total }
orders-line-due =
    #{ $number } · { $items }
    { $state }: <b>{ $due }</b> by { $until }
order =
    📦 <b>Order #{ $number }</b> — { $state }
    { $items }
    Total { $total }, paid { $paid }
order-next-pay = 👉 Please pay { $amount } by { $until }
order-next-goods = 👉 We expect the flowers on { $day } and will write when they arrive.
history = <b>So far</b>
history-line = { $at } — { $what }
history-order-created = order placed
history-goods-arrived = the flowers arrived
history-order-accepted = a florist took the order
history-order-assembled = the bouquet is ready
history-order-handed-over = handed to the courier
history-order-delivered = delivered
history-order-cancelled = cancelled
history-order-expired = not paid in time
history-order-revived = brought back
history-rated = rated { $score } of 5
history-payment-opened = billed { $amount }
history-payment-performed = received { $amount } ({ $way })
history-payment-late = received late { $amount } ({ $way })
history-payment-extended = more time to pay
history-refund-requested = returning { $amount }
history-refund-completed = returned { $amount }
cancel-ask =
    Cancel order #{ $number }?
    { $items }

    You were not charged. The flowers go back on sale.
cancel-ask-paid =
    Cancel order #{ $number }?
    { $items }

    We return { $paid } the way you paid it.
cancel-done = ✖️ Cancelling order #{ $number }. I will write about the money in a moment.
rated-thanks = Thank you! { $score } ⭐ for order #{ $number } makes our day 🌷
rated-sorry = Thank you for being honest. We are sorry that order #{ $number } was not right ({ $score } ⭐). Tell us what was wrong: /support
pay-cash =
    💵 To pay in cash: <b>{ $amount }</b>
    Give the shop or the courier this number: <b>{ $ref }</b>. Please pay by { $until }

    I will write as soon as the money is received. Changed your mind? Other ways are in /orders

btn-pay = 💳 Pay { $amount }
btn-cancel-sure = ✖️ Yes, cancel
btn-keep-order = ← Keep the order
plain-invoice-full = Order #{ $number }
plain-invoice-deposit = Order #{ $number }, deposit
plain-invoice-balance = Order #{ $number }, balance
toast-order-unknown = You have no such order. Your orders: /orders
toast-order-over = This order is over. See /orders
toast-cancel-late = It is too late to cancel: we are working on the order, or a payment is under way. Write to us: /support
toast-rate-late = The rating cannot be changed any more. Tell us: /support
toast-nudges-stopped = No more reminders about order #{ $number }. The deadline stays, it is in /orders
toast-extended = All right, we wait for the payment until { $until }
toast-extended-before = You had more time once already. If it is not enough, write to us: /support
toast-way-off = This way to pay does not work right now. Choose another in /orders
toast-invoice-refused = Telegram did not take this bill. Choose another way to pay in /orders
toast-payment-scheduled = This payment comes later; we will write when it is time.
toast-payment-held = A payment is under way. If you broke it off, wait a little and try again.
toast-payment-paid = Already paid, thank you! More in /orders
toast-payment-expired = The time to pay is over. Order again: /catalog
toast-payment-cancelled = This order is cancelled; there is nothing to pay.
toast-payment-refunded = The money for this order was returned; there is nothing to pay.
toast-checkout-unknown = This bill was not found. Open /orders and pay from there.
toast-checkout-not-yours = This bill is for somebody else. Place your own order in the bot.
toast-checkout-price = The amount has changed. Open /orders and take a new bill.
toast-checkout-held = This order is being paid right now. If that is you, wait 10 minutes and try again.
toast-checkout-paid = This order is paid already; there is no need to pay twice.
toast-checkout-ended = This bill is out of date. Open /orders, everything there is fresh.
toast-checkout-later = The shop does not answer right now, and you were not charged. Please try again in a minute.

## The bot: for staff

staff-order =
    📦 <b>Order #{ $number }</b> — { $state }
    { $items }
    Buyer: { $buyer }
staff-order-florist = Florist: { $name }
staff-order-courier = Courier: { $name }
staff-order-money = Total { $total }, received { $paid }
staff-order-due = Waiting for { $due }, account { $ref }, by { $until }
staff-order-nudges-off = 🔕 Reminders are off
staff-order-unreachable = 🚫 The buyer has blocked the bot, please call
staff-open =
    { $count ->
        [one] 📋 { $count } open order
       *[other] 📋 { $count } open orders
    }
staff-open-none = 📋 No open orders. Time for tea 🍵
staff-preorders = 🗓 <b>Waiting for a delivery</b>
staff-preorders-line =
    { $name } — { $quantity } pcs, expected { $day }
    Orders: { $numbers }
staff-preorders-none = 🗓 Nobody is waiting for a delivery.
staff-refunds = ↩️ <b>To be returned</b>
staff-refunds-line =
    #{ $number } · { $amount } · { $way }
    { $buyer }, { $reason }
    Payment <code>{ $externalId }</code>
staff-refunds-none = ↩️ Nothing has to be returned.
staff-nudges-on = 🔔 Payment reminders are on for the whole shop.
staff-nudges-off = 🔕 Payment reminders are off for the whole shop.
staff-cancel-ask =
    Cancel order #{ $number }?
    { $items }

    Received { $paid }: whatever was paid goes back to the buyer.
    Reply to this message with the reason, which the buyer will see. Or cancel without one.
staff-cancel-done = ✖️ Order #{ $number } is cancelled. We tell the buyer; if money has to be returned, we remind you.
cash-coming =
    💵 { $buyer } wants to pay in cash
    Order #{ $number }, account { $ref }: <b>{ $amount }</b>

    Press the button when you have the money.
cash-done = 💵 Received { $amount } for order #{ $number }. Taken by { $name }
refund-noted = ↩️ The return of { $amount } for order #{ $number } is noted. Noted by { $name }
deposit-kept = 🏪 The shop keeps the deposit of order #{ $number }.
deposit-returned = ↩️ The deposit of order #{ $number } goes back to the buyer.

btn-assembled = 🎀 It is ready
btn-give-back = ↩️ Give it back
btn-delivered = 🏁 Delivered
btn-arrived = 📦 The flowers arrived
btn-arrived-all = 📦 All arrived: { $name } ({ $count })
btn-arrived-one = 📦 Arrived for #{ $number }
btn-refunded-one = ✅ Returned { $amount }, #{ $number }
btn-cash-received = 💵 I have { $amount }
btn-nudge-now = 🔔 Remind now
btn-nudges-off = 🔕 No reminders
btn-nudges-on = 🔔 Reminders on
btn-nudges-all-off = 🔕 Switch off for all
btn-nudges-all-on = 🔔 Switch on for all
btn-cancel-no-reason = ✖️ Cancel without a reason
btn-staff-line = #{ $number } · { $state }
btn-page-open = 📋 Orders
btn-page-preorders = 🗓 Deliveries
btn-page-refunds = ↩️ Refunds
btn-page-nudges = 🔔 Reminders
toast-staff-only = This button is for the shop's staff.
toast-not-your-role = A colleague with another role does this. If you need it, ask the owner.
toast-accept-done = The order is yours. Make it and press “It is ready”.
toast-give_back-done = The order looks for a florist again.
toast-assembled-done = Great! We are calling a courier.
toast-hand_over-done = The order is on its way. Press “Delivered” when it is there.
toast-delivered-done = Delivered, thank you!
toast-arrived-done = Noted. We ask the buyer for the balance.
toast-arrived-all-done = { $name }: { $count } orders noted. We ask the buyers for the balance.
toast-step-taken = Somebody else took this order.
toast-step-not_now = That cannot be done now: the order has moved on.
toast-step-not_yours = Another florist has this order.
toast-step-out_of_stock = The shelf holds less than this order needs. Correct the stock or cancel the order.
toast-nothing-due = Nothing is due for this order right now.
toast-nudges-unwanted = Reminders are off for this order.
toast-buyer-unreachable = The buyer has blocked the bot. Please call.
toast-nudge-sent = We remind the buyer right now.
toast-nudges-on = Reminders are on.
toast-nudges-off = Reminders are off.
toast-cash-scheduled = This payment is not due yet. Do not take the money now.
toast-cash-paid = Already paid. Do not take the money twice.
toast-cash-expired = The time to pay is over. Do not take the money; place a new order.
toast-cash-cancelled = The order is cancelled. Do not take the money.
toast-cash-refunded = The money was returned. Place a new order.
toast-cash-refused = The payment could not be taken: the order has changed. Open it and check.
toast-cash-done = Payment taken.
toast-cash-goes-back = { $amount } is noted, but did not pay this bill: its time is over or its price has changed. The money has to go back to the buyer.
toast-refund-done-before = This refund is noted already.
toast-refund-noted = Refund noted. We tell the buyer.
toast-deposit-decided-before = The deposit was decided already.
