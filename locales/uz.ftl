### Doʻkon matnlari oʻzbekcha (lotin). Kalitlar barcha tillarda bir xil; yangi kalit uchala faylga birdan qoʻshiladi.
### btn-, toast- va plain- — belgilashsiz (tugmalar, bosishga javoblar 200 belgigacha, matn boʻlaklari); qolgani — Telegram HTML.

## Soʻzlar va sanalar

plain-moment = { $day }-{ $month }, { $time }
plain-day = { $day }-{ $month }
plain-month-1 = yanvar
plain-month-2 = fevral
plain-month-3 = mart
plain-month-4 = aprel
plain-month-5 = may
plain-month-6 = iyun
plain-month-7 = iyul
plain-month-8 = avgust
plain-month-9 = sentabr
plain-month-10 = oktabr
plain-month-11 = noyabr
plain-month-12 = dekabr

plain-provider-payme = Payme
plain-provider-click = Click
plain-provider-stars = Telegram Stars
plain-provider-telegram_fiat = Telegramda karta
plain-provider-manual = naqd pul

## Toʻlov: ekran va eslatmalar

payment-due-full =
    🧾 <b>Buyurtma №{ $number }</b>
    { $items }

    Toʻlov: <b>{ $amount }</b>
    Muddat: { $until } gacha
payment-due-deposit =
    🧾 <b>Buyurtma №{ $number }</b>
    { $items }

    Oldindan toʻlov: <b>{ $amount }</b> (jami { $total })
    Muddat: { $until } gacha
    { $plan ->
        [preorder] Qolgan { $rest } — gullar doʻkonga kelganda.
       *[other] Qolgan { $rest } — yetkazib berishdan oldin, eslatib qoʻyamiz.
    }
payment-due-balance =
    🧾 <b>Buyurtma №{ $number }</b>
    { $items }

    { $plan ->
        [preorder] Gullar keldi! Qolgan toʻlov: <b>{ $amount }</b> (jami { $total })
       *[other] Qolgan toʻlov: <b>{ $amount }</b> (jami { $total })
    }
    Muddat: { $until } gacha
payment-nudge-full =
    🔔 Buyurtma №{ $number } toʻlovni kutmoqda
    { $items }

    Toʻlov: <b>{ $amount }</b>
    Muddat: { $until } gacha. Shundan keyin buyurtma bekor boʻladi va gullar yana sotuvga chiqadi.
payment-nudge-deposit =
    🔔 Buyurtma №{ $number } oldindan toʻlovni kutmoqda
    { $items }

    Oldindan toʻlov: <b>{ $amount }</b>
    Muddat: { $until } gacha. Shundan keyin buyurtma bekor boʻladi va gullar yana sotuvga chiqadi.
payment-nudge-balance =
    🔔 Buyurtma №{ $number }: oxirgi qadam qoldi
    { $items }

    Qolgan toʻlov: <b>{ $amount }</b>
    Oʻz vaqtida yetkazishimiz uchun { $until } gacha toʻlang.
pay-choose = Qanday toʻlash qulay? 👇
pay-no-way = Hozircha botda toʻlov ulanmagan. Bizga yozing: /support

btn-pay-payme = 💳 Payme
btn-pay-click = 💳 Click
btn-pay-stars = ⭐ Stars · { $stars }
btn-pay-card = 💳 Telegramda karta
btn-pay-cash = 💵 Naqd pul
btn-more-time = ⏳ Vaqt kerak
btn-cancel-order = ✖️ Bekor qilish
btn-stop-nudges = 🔕 Eslatmang

## Toʻlov: pul haqida

payment-received-full =
    ✅ { $amount } oldik. Buyurtma №{ $number } toʻliq toʻlandi, rahmat!
    Uni floristlarga beramiz va ish boshlanganda yozamiz.
payment-received-deposit =
    ✅ Buyurtma №{ $number } uchun { $amount } oldindan toʻlovni oldik, rahmat!
    { $plan ->
        [preorder] Gullar siz uchun band qilindi. Ular kelganda yozamiz va qolgan { $rest } toʻlovni soʻraymiz.
       *[other] Gullar siz uchun band qilindi. Yana bitta toʻlov qoldi: { $rest }.
    }
payment-received-balance =
    ✅ { $amount } oldik. Buyurtma №{ $number } toʻliq toʻlandi, rahmat!
    Uni floristlarga beramiz va ish boshlanganda yozamiz.
payment-expired =
    ⌛ Toʻlov muddati tugadi, buyurtma №{ $number } bekor qilindi. Pul yechilmadi.
    Gullar hali ham kerakmi? Qaytadan buyurtma bering, bu bir daqiqa.
payment-expired-balance =
    ⌛ Buyurtma №{ $number } uchun qolgan toʻlov oʻz vaqtida kelmadi, buyurtma yopildi.
    { $fate ->
        [keep] Doʻkon qoidasiga koʻra oldindan toʻlov { $paid } qaytarilmaydi.
        [refund] Oldindan toʻlov { $paid } qaytariladi, darhol yozamiz.
       *[asked] Oldindan toʻlov { $paid } haqida doʻkon qaror qiladi. Qaytarilsa, sizga yozamiz.
    }
    Savollar — /support
late-money-revived =
    ✅ { $amount } toʻlovingiz muddatdan keyin keldi, lekin gullar hali bor.
    Buyurtma №{ $number } yana ishda, hech narsa qilish shart emas.
late-money-refund =
    ⚠️ Buyurtma №{ $number } uchun { $amount } toʻlov buyurtma yopilgandan keyin keldi.
    Pulni qaytaramiz va sizga yozamiz. Savollar — /paysupport
refund-started =
    ↩️ Buyurtma №{ $number } uchun { $amount } qaytarmoqdamiz.
    { $provider ->
        [stars] Yulduzlar Telegramdagi balansingizga qaytadi.
        [manual] Naqd pulni doʻkon qaytaradi, siz bilan bogʻlanamiz.
       *[other] Pul siz toʻlagan joyga qaytadi ({ $way }).
    }
    Tayyor boʻlganda yozamiz. Savollar — /paysupport
refund-completed =
    ✅ Buyurtma №{ $number } uchun { $amount } qaytarildi ({ $way }).
    Pul koʻrinmasa, bizga yozing: /paysupport

## Buyurtma: xaridorga yangiliklar

order-rejected-sold-out =
    😔 Hozirgina tugadi: { $items }
    Buyurtma rasmiylashtirilmadi, pul yechilmadi. Boshqasini tanlang 👇
order-rejected-not-for-sale =
    😔 Hozir sotuvda emas: { $items }
    Buyurtma rasmiylashtirilmadi, pul yechilmadi. Bor gullarni koʻring 👇
goods-awaited =
    📦 Oldindan buyurtma №{ $number } sizniki
    { $items }

    Gullarni { $day } kuni kutyapmiz. Kelishi bilan yozamiz va qolgan { $rest } toʻlovni soʻraymiz.
goods-awaited-no-day =
    📦 Oldindan buyurtma №{ $number } sizniki
    { $items }

    Gullar kelishi bilan yozamiz va qolgan { $rest } toʻlovni soʻraymiz.
order-cancelled =
    ✖️ Buyurtma №{ $number } bekor qilindi.
    Pul yechilmadi. Sizni yana kutamiz 🌷
order-cancelled-paid =
    ✖️ Buyurtma №{ $number } bekor qilindi.
    { $paid } qaytaramiz, bu haqda alohida yozamiz.
order-cancelled-why = Sababi: { $reason }
order-progress-paid = 💐 Buyurtma №{ $number } floristlarda. Ish boshlanganda yozamiz.
order-progress-accepted = 👩‍🌾 Florist buyurtma №{ $number } ni oldi va guldasta yasamoqda. Tayyor boʻlganda yozamiz.
order-progress-assembled = 🎀 Buyurtma №{ $number } tayyor! Kuryerga beramiz.
order-progress-out_for_delivery = 🚚 Buyurtma №{ $number } yoʻlda. Iltimos, aloqada boʻling.
order-progress-delivered = 🌷 Buyurtma №{ $number } yetkazildi. Quvonch keltirsin!
rating-ask = Buyurtma №{ $number } sizga yoqdimi? Baho bering, bu bizga yaxshilanishga yordam beradi 👇

btn-catalog = 🌷 Katalog
btn-order = 📦 Buyurtma №{ $number }
btn-rate = { $score } ⭐
btn-orders = 📋 Buyurtmalarim

## Xodimlarga

offer =
    { $round ->
        [1] 🆕 <b>Yangi buyurtma №{ $number }</b>
       *[other] ⏰ <b>Buyurtma №{ $number } hali ham floristsiz</b>
    }
    { $items }

    Summa: { $total }. Kim yasaydi? «Olaman» tugmasini bosing.
offer-unanswered =
    ⚠️ Buyurtma №{ $number } ni hech kim olmadi
    { $items }

    Floristlarga qoʻngʻiroq qiling yoki buyurtmani oʻzingiz oling.
courier-offer =
    🚚 <b>Buyurtma №{ $number } yetkazishga tayyor</b>
    { $items }

    Xaridor: { $buyer }. Olib ketasizmi? «Oldim» tugmasini bosing.
order-late-florist = ⏰ Buyurtma №{ $number } floristni juda uzoq kutmoqda. Kim olishi mumkinligini tekshiring.
order-late-assembly = ⏰ Buyurtma №{ $number } juda uzoq yigʻilmoqda. Florist: { $florist }. Nima xalaqit berayotganini soʻrang.
order-late-courier = ⏰ Buyurtma №{ $number } tayyor, lekin kuryer olib ketmadi. Kim eltishini toping.
order-ended-for-staff = ✖️ Buyurtma №{ $number } yopildi: { $state }. Uni yasash va eltish kerak emas.
deposit-fate-keep =
    ⌛ Buyurtma №{ $number } yopildi: qolgan { $rest } toʻlanmadi.
    Oldindan toʻlov { $paid } doʻkonda qoladi — sozlamada shunday.
deposit-fate-refund =
    ⌛ Buyurtma №{ $number } yopildi: qolgan { $rest } toʻlanmadi.
    Oldindan toʻlov { $paid } qaytarilmoqda — sozlamada shunday.
deposit-fate-ask =
    ⌛ Buyurtma №{ $number } yopildi: qolgan { $rest } toʻlanmadi.
    Oldindan toʻlov { $paid } nima boʻladi? Xaridor: { $buyer }
refund-todo =
    { $reminder ->
        [0] ↩️ <b>{ $amount } qaytaring</b>
       *[other] ⏰ <b>Hali qaytarilmagan: { $amount }</b>
    }
    Buyurtma №{ $number }, xaridor { $buyer }
    Sababi: { $reason }
refund-todo-payme = merchant.payme.uz → «Toʻlovlar» boʻlimida <code>{ $externalId }</code> toʻlovini toping (hisob { $ref }) va bekor qiling. Payme qaytarish haqida bizga oʻzi xabar beradi; yozuv yoʻqolmasa, «Qaytardim» tugmasini bosing.
refund-todo-click = merchant.click.uz → «Toʻlovlar» boʻlimida <code>{ $externalId }</code> toʻlovini toping (hisob { $ref }) va qaytaring. Keyin «Qaytardim» tugmasini bosing.
refund-todo-stars = Yulduzlar oʻzi qaytmadi. Bot balansida yetarlimi, tekshiring; urinish davom etmoqda. Boshqa yoʻl bilan qaytargan boʻlsangiz, «Qaytardim» tugmasini bosing. Toʻlov <code>{ $externalId }</code>
refund-todo-telegram_fiat = @BotFather orqali ulangan toʻlov provayderi kabinetida <code>{ $externalId }</code> toʻlovini toping va qaytaring. Keyin «Qaytardim» tugmasini bosing.
refund-todo-manual = Xaridorga naqd pulni bering va «Qaytardim» tugmasini bosing.
late-money-owner-revived =
    💰 Buyurtma №{ $number } boʻyicha kechikkan { $amount } toʻlov keldi.
    Gullar bor edi, buyurtma yana ishda. Hech narsa qilish shart emas.
late-money-owner-refund =
    💰 Yopilgan buyurtma №{ $number } boʻyicha { $amount } toʻlov keldi.
    Buyurtmani tiklab boʻlmaydi, pul qaytarilmoqda. Yordamingiz kerak boʻlsa, alohida yozamiz.

btn-accept = 🙋 Olaman
btn-hand-over = 🚚 Oldim
btn-staff-order = 🔎 Buyurtmani ochish
btn-refunded = ✅ Qaytardim
btn-deposit-keep = 🏪 Doʻkonda qolsin
btn-deposit-refund = ↩️ Xaridorga qaytarish

## Buyurtma holatlari

plain-state-placing = rasmiylashtirilmoqda
plain-state-awaiting_payment = toʻlov kutilmoqda
plain-state-awaiting_goods = gullar kutilmoqda
plain-state-offered = florist qidirilmoqda
plain-state-accepted = tayyorlanmoqda
plain-state-assembled = tayyor
plain-state-out_for_delivery = yoʻlda
plain-state-delivered = yetkazildi
plain-state-closed = yakunlandi
plain-state-cancelled = bekor qilindi
plain-state-expired = oʻz vaqtida toʻlanmadi
plain-state-refunded = pul qaytarildi

## Sabablar

plain-reason-late-money = pul buyurtma yopilgandan keyin keldi
plain-reason-paid-twice = ikki marta toʻlangan
plain-reason-cancelled-by-buyer = xaridor buyurtmani bekor qildi
plain-reason-cancelled-by-staff = doʻkon buyurtmani bekor qildi
plain-reason-balance-unpaid = qolgan toʻlov oʻz vaqtida kelmadi
plain-reason-sold-out = mahsulot tugadi
plain-reason-not-for-sale = mahsulot sotuvdan olingan
plain-reason-wrong-amount = notoʻgʻri summa keldi
