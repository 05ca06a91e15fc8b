## Obunalar: boshqa matnlar uchun soʻzlar

plain-period-minute = { $count } daqiqa
plain-period-day = { $count } kun
plain-period-month = { $count } oy
plain-subscription-state-incomplete = hali toʻlanmagan
plain-subscription-state-active = amalda
plain-subscription-state-cancelled = uzaytirilmaydi
plain-subscription-state-grace = uzaytirish toʻlanmagan
plain-subscription-state-expired = tugagan
plain-subscription-state-refunded = pul qaytarilgan
plain-subscription-state-flagged = tekshirilmoqda
plain-invoice-period = Obuna №{ $number }

## Davr uchun toʻlov

period-due-first =
    ⭐ Obuna №{ $number }: <b>{ $plan }</b>
    { $period }, { $channels }

    Toʻlov: <b>{ $amount }</b>
    { $until }gacha toʻlang. Pul kelishi bilan eshik ochiladi.
period-due-next =
    🔄 №{ $number } obunani uzaytirish vaqti: <b>{ $plan }</b>
    U { $paidUntil }gacha toʻlangan; keyingi { $period } uzilishsiz davom etadi.

    Toʻlov: <b>{ $amount }</b>
    { $until }gacha toʻlang, keyin kirish yopiladi.
period-nudge-first =
    🔔 №{ $number } obuna toʻlovni kutmoqda: <b>{ $plan }</b>

    Toʻlov: <b>{ $amount }</b>
    { $until }gacha toʻlang. Pul kelishi bilan eshik ochiladi.
period-nudge-next =
    🔔 №{ $number } obuna hali uzaytirilmadi: <b>{ $plan }</b>
    U { $paidUntil }gacha toʻlangan edi.

    Toʻlov: <b>{ $amount }</b>
    { $until }gacha toʻlang, keyin kirish yopiladi.
period-received =
    ✅ { $amount } oldik, rahmat!
    №{ $number } «{ $plan }» obunasi <b>{ $until }</b>gacha toʻlangan.
period-expired =
    ⌛ №{ $number } obunani toʻlash vaqti tugadi. Pul yechilmadi.
    Istalgan payt qayta obuna boʻlishingiz mumkin: /plans
period-late-revived =
    ✅ { $amount } toʻlovingiz kech keldi, lekin qabul qildik: №{ $number } «{ $plan }» obunasi <b>{ $until }</b>gacha amal qiladi.
period-late-refund =
    ⚠️ №{ $number } obuna uchun { $amount } toʻlovingiz endi kerak emas.
    Pulni qaytaramiz va yozamiz. Savol bormi? /paysupport
period-refund-started =
    ↩️ №{ $number } obuna uchun { $amount } qaytarilmoqda.
    { $provider ->
        [stars] Yulduzlar Telegram balansingizga qaytadi.
        [manual] Naqd pulni doʻkon qaytaradi, siz bilan bogʻlanishadi.
       *[other] Pul siz toʻlagan joyga qaytadi ({ $way }).
    }
    Tayyor boʻlganda yozamiz. Savol bormi? /paysupport
period-refund-completed =
    ✅ №{ $number } obuna uchun { $amount } qaytarildi ({ $way }).
    Pulni koʻrmasangiz, bizga yozing: /paysupport
period-refund-todo =
    { $reminder ->
        [0] ↩️ <b>{ $amount } qaytaring</b>: obuna №{ $number }
       *[other] ⏰ <b>{ $amount } hali qaytarilmadi</b>: obuna №{ $number }
    }
    Xaridor: { $buyer }
    Sabab: { $reason }
period-late-owner-revived = 💰 №{ $number } obuna uchun { $amount } kech keldi: u yana amalda.
period-late-owner-refund = ⚠️ №{ $number } obuna uchun ortiqcha { $amount } keldi. Qaytaryapmiz.
btn-pay-stars-monthly = { $stars }, oʻzi uzayadi
btn-pay-stars-once = { $stars } bir marta
btn-subscription = Obuna №{ $number }
btn-pay-invoice = { $stars } toʻlash
stars-monthly =
    ⭐ Har { $period } uchun <b>{ $stars }</b>, Telegram oʻzi yechadi.
    Istalgan payt toʻxtatish mumkin: shu yerda /cancel bilan yoki Telegramda: Sozlamalar → Yulduzlarim.

## Obuna: xaridor uchun yangiliklar

subscription-rejected-not_for_sale =
    😔 «{ $plan }» endi sotilmaydi. Pul yechilmadi.
    Nimalar bor: /plans
subscription-rejected-no_seat =
    😔 «{ $plan }»dagi oxirgi joy hozirgina band boʻldi. Pul yechilmadi.
    Yana nimalar bor: /plans
subscription-begun =
    🎁 №{ $number } «{ $plan }» obunasi <b>{ $until }</b>gacha sizniki.
access-opened =
    🔑 { $count ->
        [1] Eshik siz uchun ochiq: { $channels }.
       *[other] Eshiklar siz uchun ochiq: { $channels }.
    }
    Tugmani bosing va qoʻshilishni soʻrang: darhol kiritamiz. Havola { $until }gacha va faqat siz uchun ishlaydi.
btn-join = 🔑 { $title }
renewal-reminder-auto =
    🔔 №{ $number } «{ $plan }» obunasi <b>{ $until }</b> oʻzi uzayadi: { $amount }.
    Hech narsa qilish shart emas. Istamasangiz, quyidagi tugmani bosing.
renewal-reminder-pay =
    🔔 №{ $number } «{ $plan }» obunasi <b>{ $until }</b>gacha toʻlangan.
    Hozir toʻlasangiz, yangi vaqt eskisiga qoʻshiladi: { $amount }.
renewal-reminder-ending =
    🔔 №{ $number } «{ $plan }» obunasi <b>{ $until }</b> tugaydi va siz aytganingizdek uzaytirilmaydi.
    Fikringiz oʻzgardimi? Quyidagi tugmani bosing.
subscription-grace =
    ⚠️ №{ $number } «{ $plan }» obunasining toʻlangan vaqti tugadi.
    Joyingizni <b>{ $until }</b>gacha saqlaymiz. Uzaytiring, hech narsa yoʻqolmaydi: { $amount }.
subscription-cancelled =
    ✅ №{ $number } «{ $plan }» obunasi uzaytirilmaydi, boshqa pul yechilmaydi.
    Kirish <b>{ $until }</b>gacha sizda qoladi.
subscription-paused-yes =
    ⏸ Doʻkon №{ $number } «{ $plan }» obunasini toʻxtatib turdi. Qolgan vaqt saqlanadi.
    Savol bormi? /support
subscription-paused-no =
    ▶️ №{ $number } «{ $plan }» obunasi davom etadi, <b>{ $until }</b>gacha.
access-ended-expired =
    👋 №{ $number } «{ $plan }» obunasi tugadi, kirish ham yopildi: { $channels }.
    Biz bilan boʻlganingiz uchun rahmat! Istalgan payt qaytishingiz mumkin.
access-ended-refunded =
    👋 №{ $number } «{ $plan }» obunasi uchun pul qaytarildi, kirish yopildi: { $channels }.
    Istalgan payt qaytishingiz mumkin: /plans
access-ended-revoked =
    ⛔ Doʻkon №{ $number } «{ $plan }» obunasini yopdi.
    Savol bormi? /support
win-back =
    { $offer ->
        [1] 💐 Joyingiz boʻsh turibdi: { $channels }. Sizga olib qoʻyaylikmi?
       *[other] 💐 Sizsiz yangiliklar koʻp: { $channels }. Qaytasizmi?
    }
    «{ $plan }»: { $period } uchun { $amount }.
btn-no-offers = 🔕 Taklif yubormang
star-renewal-failed =
    ⚠️ Telegram №{ $number } «{ $plan }» obunasi uchun { $amount } yecha olmadi.
    Yulduzlarni toʻldiring yoki boshqacha toʻlang. Kirish <b>{ $until }</b>gacha qoladi.

## Obunalar: xodimlar uchun yangiliklar

stranger-at-link =
    🚫 №{ $number } obuna ({ $buyer }) havolasi bilan boshqa odam keldi.
    Uni kiritmadik va havolani yopdik; xaridor yangisini oladi. Hech narsa qilish shart emas.
subscription-flagged =
    🚩 №{ $number } obuna ({ $buyer }) havolalari bilan bir necha begona keldi.
    U endi havola bermaydi. Hammasi joyida boʻlsa, belgini olib tashlang.
subscriber-exempt =
    ℹ️ №{ $number } obuna ({ $buyer }) tugadi, lekin «{ $channel }»da bu odam administrator yoki ega, ularni bot chiqara olmaydi.
    Ketishi kerak boʻlsa, oʻzingiz chiqaring.
refund-wanted =
    ↩️ { $buyer } №{ $number } obuna uchun pulini qaytarishni soʻrayapti.
    Sabab: { $reason }
    { $until }gacha toʻlangan; pul bilan birga qolgan vaqt ham tugaydi.
btn-refund-give = ↩️ Pulni qaytarish
btn-lift-flag = 🏳️ Belgini olish
channel-trouble-no_rights =
    ⚠️ «{ $title }» kanalida botning huquqlari yetmaydi. Toʻlaganlar kira olmayapti, vaqti tugaganlar esa qolyapti.
    Kanal → Administratorlar → bizning bot: «Foydalanuvchilarni taklif qilish» va «Bloklash»ni yoqing. Qolgani oʻzi boʻladi.
channel-trouble-not_there =
    ⚠️ Bot «{ $title }» kanalida endi yoʻq yoki kanal oʻchirilgan. Toʻlaganlar kira olmayapti.
    Botni kanalga «Taklif qilish» va «Bloklash» huquqlari bilan administrator qilib qoʻshing. Qolgani oʻzi boʻladi.

## Bot: tariflar va obunalar

plain-command-plans = Obunalar va narxlar
plain-command-status = Obunalarim
plain-command-cancel = Obunani toʻxtatish
plans =
    ⭐ <b>{ $shop }</b> obunalari
    Nimalar ochilishini bilish uchun tanlang 👇
plans-none =
    Hozir sotuvda obuna yoʻq.
    Katalogga qarang: /catalog
btn-plans = ⭐ Obunalar
btn-plan = { $name } · { $price }
plan =
    ⭐ <b>{ $name }</b>
    { $text }

    { $period } uchun { $price }
    Ochadi: { $channels }
plan-trial = 🎁 Birinchi { $days } bepul, keyin oʻzingiz hal qilasiz.
plan-seats = Qolgan joylar: { $left } / { $seats }
plan-no-seat = Hozir barcha joylar band. Birozdan keyin qarang.
plan-yours = Sizda u bor, <b>{ $until }</b>gacha. Yangi toʻlov shu vaqtga qoʻshiladi.
btn-subscribe = ✅ Obuna boʻlish
btn-start-trial = 🎁 Bepul boshlash
btn-my-subscription = Mening obunam
consent =
    <b>{ $name }</b> obunasidan oldin shartlarni oʻqing:

    <blockquote>{ $terms }</blockquote>

    { $version }-nusxa. «Roziman»ni bosib, ularni qabul qilasiz.
btn-agree = ✅ Roziman, davom etish
btn-offers-off = ☐ Takliflar haqida yozing
btn-offers-on = ☑ Takliflar haqida yozing
subscribe-placed =
    ✅ «{ $name }» obunasi: bir soniya, toʻlov usullari keyingi xabarda.
subscribe-trial =
    ✅ «{ $name }» obunasi: bir soniya, kirish keyingi xabarda.
status-none =
    Hali obunangiz yoʻq.
    Nimalar bor: /plans
subscription-card =
    ⭐ <b>{ $plan }</b>, obuna №{ $number }: { $state }
    { $channels } · { $period } uchun { $amount }
subscription-until = <b>{ $until }</b>gacha toʻlangan.
subscription-next-auto = Keyingi { $period } uchun Telegram oʻzi yechadi.
subscription-next-ask = Tugashidan oldin yozamiz, qulay usulda toʻlaysiz.
subscription-next-none = Uzaytirilmaydi.
subscription-next-change = Keyin: «{ $plan }», { $period } uchun { $amount }.
subscription-next-change-now = «{ $plan }» toʻlashingiz bilan boshlanadi; qolgan vaqt uning kunlariga aylanadi.
subscription-next-grace = Joyni saqlash uchun <b>{ $until }</b>gacha toʻlang.
subscription-next-incomplete = Hali toʻlanmagan: { $amount }, { $until }gacha.
subscription-next-flagged = Doʻkon tekshiryapti; hozircha yangi havola berilmaydi. /support
subscription-next-paused = U toʻxtatib turilgan; qolgan vaqt saqlanadi.
btn-renew = 🔄 Uzaytirish: { $amount }
btn-cancel-renewal = ✖️ Uzaytirmaslik
btn-resume-renewal = ▶️ Baribir uzaytirish
btn-links = 🔑 Havolalarim
btn-change-plan = ↔️ Boshqa tarif
btn-ask-refund = ↩️ Pulni qaytarish
btn-back-to-subscription = ← Obuna №{ $number }
cancel-renewal-ask =
    №{ $number } «{ $plan }» obunasini toʻxtataylikmi?
    Kirish <b>{ $until }</b>gacha qoladi, boshqa pul yechilmaydi.
cancel-renewal-ask-now =
    №{ $number } «{ $plan }» obunasini toʻxtataylikmi?
    Toʻlangan vaqt tugagan, shuning uchun kirish darhol yopiladi.
cancel-renewal-ask-unpaid = №{ $number } «{ $plan }» obunasidan voz kechasizmi? U hali toʻlanmagan.
cancel-renewal-choose = Qaysi obunani toʻxtatamiz? 👇
cancel-renewal-none =
    Toʻxtatadigan narsa yoʻq: hech bir obuna uzaymaydi.
    Koʻrish: /status
btn-cancel-renewal-sure = Ha, toʻxtatish
btn-keep-subscription = Yoʻq, qolsin
change-plan =
    ↔️ №{ $number } obuna hozir «{ $plan }». Qaysi tarifga oʻtamiz?
    «Hozir» — darhol: toʻlangan vaqtning qolgani yangi tarif kunlariga aylanadi, bepul kunlar esa yoʻqoladi. «Keyin» — vaqtingiz tugaganda.
change-plan-none = Hozir boshqa tarif yoʻq.
btn-change-now = { $name } · { $price }, hozir
btn-change-later = { $name } · { $price }, keyin
change-plan-now =
    ✅ «{ $name }» { $amount } toʻlashingiz bilan boshlanadi. Bir soniya, toʻlov usullari keyingi xabarda.
change-plan-later =
    ✅ «{ $name }» toʻlangan vaqt tugaganda boshlanadi: <b>{ $until }</b>. Oldindan yozamiz.
refund-ask =
    №{ $number } obunaning oxirgi davri uchun { $amount } qaytarilsinmi?
    Shu bilan kirish yopiladi.
btn-refund-ask-sure = Ha, qaytarish
refund-asked-owner = ✅ Doʻkonga yetkazdik. U hal qilib, sizga yozadi.
refund-asked-given = ✅ Pul qaytmoqda. Tayyor boʻlganda yozamiz.
links-again = 🔑 Bir soniya, yangi havolalar keyingi xabarda. Eskilari endi ishlamaydi.
join-denied-stranger =
    Bu havola boshqa odam uchun qilingan, u bilan kirita olmaymiz.
    Oʻz joyingiz uchun shu chatda /plans ni bosing.
join-denied-ended =
    Bu kanalga obunangiz tugagan, shuning uchun kirita olmaymiz.
    Uzaytirish: /status
join-denied-other =
    Hozir kirita olmaymiz. Sababi: /status

toast-subscription-unknown = Bunday obuna yoʻq. Obunalaringiz: /status
toast-plan-gone = Bu tarif endi sotilmaydi. Nimalar bor: /plans
toast-plan-full = Hozir barcha joylar band.
toast-renew-asked = Toʻlov usullari keyingi xabarda.
toast-renew-not-now = Hozir uzaytirib boʻlmaydi. /status ga qarang
toast-renewal-cancelled = Tayyor: uzaytirilmaydi.
toast-renewal-resumed = Tayyor: uzaytiriladi.
toast-renewal-resumed-stars = Tayyor. Telegram yana yulduz yechishi uchun yoqing: Sozlamalar → Yulduzlarim.
toast-step-impossible = Hozir boʻlmaydi: nimadir oʻzgargan. /status ga qarang
toast-too-many-links = Bu oy havolalar koʻp boʻldi. Bizga yozing, yordam beramiz: /support
toast-links-flagged = Tekshiruv paytida yangi havola berilmaydi. Bizga yozing: /support
toast-offers-stopped = Tayyor: boshqa taklif yubormaymiz.
toast-refund-nothing = Qaytaradigan toʻlov yoʻq.
toast-stars-renew-already = Telegram uni oʻzi uzaytiryapti, toʻlash shart emas.
toast-refund-begun = Pul qaytmoqda, xaridorga yozamiz.
toast-flag-lifted = Belgi olib tashlandi.
