## Access audit

audit-report =
    🔎 <b>Who is in the channels was compared with who may be</b>
    Checked: { $checked }
    Let in again: { $in }
    Taken out: { $out }
    In without ever having subscribed: { $unknown }
    Could not be looked at: { $skipped }

    Nobody is removed who never subscribed: look at the channel's list of members and decide yourself.

## Stars

differences-found = ⭐ <b>Telegram's Stars and our book differ: { $count }</b>
difference-charge_not_booked = Telegram took { $amount } ⭐ from a buyer, and the book has no such payment. Charge <code>{ $charge }</code>
difference-charge_not_at_telegram = The book has a payment of { $amount } ⭐ that Telegram does not know. Charge <code>{ $charge }</code>
difference-amount_differs = Telegram took { $amount } ⭐, the book has { $booked } ⭐. Charge <code>{ $charge }</code>
difference-refund_not_booked = Telegram gave { $amount } ⭐ back, and the book did not have it. Charge <code>{ $charge }</code>
difference-chargeback = The buyer's store took { $amount } ⭐ back (a chargeback). Charge <code>{ $charge }</code>
difference-refund_not_at_telegram = The book says that { $amount } ⭐ went back, and Telegram has not given them back. Charge <code>{ $charge }</code>
difference-unnamed_debit = Telegram took { $amount } ⭐ from the shop and does not say whose payment it was. Movement <code>{ $charge }</code>
remedy-recorded = ✅ Recorded: the time that was paid for has ended, and with it access. Nothing to do.
remedy-booked = ✅ Booked now: the buyer has what was paid for. Nothing to do.
remedy-take_update = 👉 The message about the payment was lost. Have an operator take it again (runbook “Paid, and no access”), or give the Stars back.
remedy-look_into_log = 👉 Has the bot's token been changed? If not, show this to an operator.
remedy-return_stars = 👉 Give the Stars back again, or settle it with the buyer.
remedy-find_payer = 👉 Most often a chargeback. Look for payments of this sum, take the access of whoever took the money back, then press the button.
plain-reason-chargeback = the buyer's store took the money back

## The page of the staff

operations = 🛠 <b>Channels and Stars</b>
operations-access =
    🚪 Removed within a day: { $removed } of { $ended }
    Waiting to be let in: { $waiting }
operations-oldest = ⏳ The oldest that waits for Telegram has waited since { $since }.
operations-audit-none = 🔎 Who is in the channels was never compared with who may be.
operations-audit-runs = 🔎 The audit is running: { $checked } of { $total } checked.
operations-audit =
    🔎 Last audit: { $at }
    Checked { $checked }, let in again { $in }, taken out { $out }, exempt { $exempt }, unknown { $unknown }, skipped { $skipped }
operations-stars-agree = ⭐ The Stars agree with Telegram.
operations-stars-differ = ⭐ <b>Where the Stars differ:</b>
btn-operations = 🛠 Channels and Stars
btn-audit-now = 🔎 Compare now
btn-refresh = 🔄 Refresh
btn-difference-settled = ✅ { $amount } ⭐: settled
toast-audit-begun = 🔎 Begun. The report comes when there is something to say.
toast-audit-runs = 🔎 It is running already.
toast-difference-settled = ✅ Noted.
toast-difference-settled-before = This was settled before.
