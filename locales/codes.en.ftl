## Codes: the buyer

plain-command-code = I have a code
btn-have-code = 🏷 I have a code
btn-another-code = 🏷 Another code
btn-use-code = ✅ { $name }
btn-plan-again = ← { $name }
code-ask =
    🏷 Send me your gift or promo code as a reply to this message.
code-choose =
    🏷 Code <b>{ $code }</b> is good. For which subscription? 👇
code-percent =
    🏷 With code <b>{ $code }</b> (−{ $percent } %) the first { $period } cost <b>{ $price }</b> instead of { $full }.
code-gift =
    🎁 With code <b>{ $code }</b> you get { $period } free. There is nothing to pay now.
code-refused-code_unknown =
    🏷 There is no such code. Check the letters and try again.
code-refused-code_used_up =
    🏷 This code has been used as often as it could be.
code-refused-code_yours_used =
    🏷 You have used this code already.
code-refused-code_expired =
    🏷 This code is no longer valid.
code-refused-code_other_plan =
    🏷 This code is for another subscription.
code-refused-code_too_many_tries =
    🏷 That was too many wrong codes. Try again in an hour, or write to us: /support
subscription-rejected-code_unknown =
    😔 There is no such code for “{ $plan }”. No subscription was made, and you were not charged.
    Without the code: /plans
subscription-rejected-code_used_up =
    😔 The code for “{ $plan }” has just been used up. No subscription was made, and you were not charged.
    Without the code: /plans
subscription-rejected-code_yours_used =
    😔 You have used this code already, so “{ $plan }” was not made. You were not charged.
    Without the code: /plans
subscription-rejected-code_expired =
    😔 The code for “{ $plan }” is no longer valid. No subscription was made, and you were not charged.
    Without the code: /plans
subscription-rejected-code_other_plan =
    😔 This code is not for “{ $plan }”. No subscription was made, and you were not charged.
    Without the code: /plans
pay-code = 🏷 Your code took { $percent } % off this payment.
toast-stars-once = With a code Stars are paid once only: Telegram would keep on charging the lower price.

## Codes: staff

btn-page-codes = 🏷 Codes
staff-codes =
    🏷 <b>Gift and promo codes</b>
    Used / how often they can be. Press one to see it or to switch it off.
staff-codes-none = 🏷 There are no codes yet.
btn-code-new = ➕ New code
btn-code-line =
    { $state ->
        [on] { $code } · { $gives } · { $uses }/{ $limit }
       *[off] ✖️ { $code } · { $gives } · { $uses }/{ $limit }
    }
plain-code-percent = −{ $percent } %
plain-code-gift = 🎁 one period
plain-code-gift-days = 🎁 { $period }
plain-code-any-plan = any
plain-code-always = always
staff-code =
    🏷 <code>{ $code }</code>: { $gives }
    Subscription: { $plan }
    Used: { $uses } of { $limit }; for one person { $perPerson }
    Valid until: { $until }
    Made by: { $name }
staff-code-off = ✖️ Switched off.
btn-code-off = ✖️ Switch off
staff-code-new =
    ➕ <b>A new code</b>
    What it gives, how often it can be used, for how long it is valid, and for which subscription. One person can use it once.
btn-code-limit = { $limit ->
    [0] ∞
    [1] 1 use
   *[other] { $limit } uses
}
btn-code-days = { $days ->
    [0] always
    [1] 1 day
    [7] 1 week
   *[other] 1 month
}
btn-code-any-plan = any subscription
btn-code-make = ✅ Make it
toast-code-gone = There is no such code.

## Tickets: the buyer

btn-write-here = ✍️ Write here
ticket-ask =
    ✍️ Tell us what happened, as a reply to this message. Words only, please, at most { $limit } characters.
ticket-ask-again =
    ✍️ What shall we add to question #{ $number }? Write it as a reply to this message.
ticket-kept =
    ✅ Question #{ $number } has reached us. We answer here.
    To add something, reply to this message.
ticket-answer =
    💬 { $shop } answers question #{ $number }:
    <blockquote>{ $text }</blockquote>
ticket-closed =
    ✅ Question #{ $number } is closed. If it is not solved, tell us, and we open it again.
btn-ticket-reply = ✍️ Reply
btn-ticket-reopen = 🔄 It is not solved
toast-ticket-none = I can pass on words only. Please write them as a reply, at most { $limit } characters.
toast-ticket-long = That is too long: at most { $limit } characters. Please split it in two.
toast-ticket-too-many = You have written a lot in the last hour. We read all of it; please wait a little before you write more.
toast-ticket-unknown = There is no such question. To write to us: /support

## Tickets: staff

btn-page-tickets = 💬 Questions
staff-tickets = 💬 <b>Questions of buyers</b>, those that wait for us first.
staff-tickets-none = 💬 Nobody waits for an answer.
btn-ticket-line =
    { $state ->
        [open] 🔴 #{ $number } · { $buyer }
       *[answered] ⚪ #{ $number } · { $buyer }
    }
staff-ticket = 💬 Question #{ $number } of { $buyer }
staff-ticket-about = Had last: { $about }
staff-ticket-words = <blockquote>{ $text }</blockquote>
staff-ticket-line =
    <b>{ $name }</b>, { $at }
    <blockquote>{ $text }</blockquote>
staff-ticket-closed = ✅ Closed.
plain-ticket-subscription = subscription #{ $number }
plain-ticket-order = order #{ $number }
plain-ticket-staff = the shop
btn-ticket-answer = ✍️ Answer
btn-ticket-close = ✅ Close
staff-ticket-ask = ✍️ Your reply to this message goes to { $buyer } as the answer to question #{ $number }.
staff-ticket-answered = ✅ The answer to question #{ $number } has been sent.
staff-ticket-unreachable = ⚠️ The answer to question #{ $number } is kept, but could not be sent: the buyer has blocked the bot.
staff-ticket-closed-by = ✅ Question #{ $number } was closed by { $name }. The buyer has been told.
toast-ticket-closed = This question is closed.
