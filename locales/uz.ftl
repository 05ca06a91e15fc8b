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
late-money-unneeded =
    ⚠️ Buyurtma №{ $number } uchun ortiqcha { $amount } toʻlov keldi. Buyurtma oʻz yoʻlida davom etmoqda.
    Bu pulni qaytaramiz va sizga yozamiz. Savollar — /paysupport
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
deposit-kept-for-buyer =
    ⌛ Buyurtma №{ $number } yopildi: qolgan { $rest } vaqtida toʻlanmadi.
    Oldindan toʻlov { $paid } doʻkonda qoladi. Rozi boʻlmasangiz, bizga yozing: /support
order-progress-paid = 💐 Buyurtma №{ $number } floristlarda. Ish boshlanganda yozamiz.
order-progress-accepted = 👩‍🌾 Florist №{ $number } buyurtmani oldi va guldasta yasamoqda. Tayyor boʻlganda yozamiz.
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
    ⚠️ №{ $number } buyurtmani hech kim olmadi
    { $items }

    Floristlarga qoʻngʻiroq qiling yoki buyurtmani oʻzingiz oling.
courier-offer =
    🚚 <b>Buyurtma №{ $number } yetkazishga tayyor</b>
    { $items }

    Xaridor: { $buyer }. Olib ketasizmi? «Oldim» tugmasini bosing.
order-late-florist = ⏰ Buyurtma №{ $number } floristni juda uzoq kutmoqda. Kim olishi mumkinligini tekshiring.
order-late-assembly = ⏰ Buyurtma №{ $number } juda uzoq yigʻilmoqda. Florist: { $florist }. Nima xalaqit berayotganini soʻrang.
order-late-courier = ⏰ Buyurtma №{ $number } tayyor, lekin kuryer olib ketmadi. Kim eltishini toping.
order-late-delivery = ⏰ Buyurtma №{ $number } olib ketilgan, lekin hali yetkazilmadi. Olib ketgan: { $courier }. Qayerdaligini soʻrang; yoʻqolgan boʻlsa, buyurtmani bekor qiling, pul qaytariladi.
order-ended-for-staff = ✖️ Buyurtma №{ $number } yopildi: { $state }. Uni yasash va eltish kerak emas.
order-ended-for-couriers = ✖️ Buyurtma №{ $number } yopildi: { $state }. Uni eltish kerak emas; sizda boʻlsa, doʻkonga qaytaring.
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
late-money-owner-unneeded =
    💰 Buyurtma №{ $number } boʻyicha ortiqcha { $amount } toʻlov keldi. Buyurtmaning oʻzi davom etmoqda.
    Bu pul qaytarilmoqda. Yordamingiz kerak boʻlsa, alohida yozamiz.

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
plain-reason-provider = provayder qaytargan
plain-reason-wrong-amount = notoʻgʻri summa keldi

## Bot: boshlanish va boshqalar

start =
    Assalomu alaykum, { $name }! Bu <b>{ $shop }</b> 🌷
    Katalogdan guldasta tanlang, qulay usulda toʻlang: darhol yoki oldindan toʻlov bilan. Biz yasab, yetkazib beramiz.

    Tilni shu yerda almashtirish mumkin 👇
lang-choose = Qaysi til qulay? 👇
help =
    <b>{ $shop }</b> boti nimalarni biladi:

    /catalog — guldasta tanlash
    /orders — buyurtmalaringiz va toʻlov
    /reminders — eslatmalarni oʻchirish yoki yoqish
    /lang — tilni almashtirish
    /terms — shartlar
    /support — bizga yozish
    /paysupport — toʻlov boʻyicha savollar
unknown =
    Men faqat tugma va buyruqlarni tushunaman 🙈
    Quyidagi tugmani bosing yoki odamga yozing: /support
support =
    Biz aloqadamiz! Nima boʻlganini va buyurtma raqamini yozing, shunda tezroq yordam beramiz.
    { $shop } sizga shaxsan javob beradi.
paysupport =
    Toʻlov haqida savolmi? Buyurtma raqami, summa va vaqtni yuboring — pulni topamiz va hammasini tuzatamiz.
    Buyurtma yopilgan, lekin pul yechilgan boʻlsa, uni qaytaramiz.
terms-default =
    <b>{ $shop } shartlari</b>

    • Buyurtmani darhol toʻlash yoki { $percent } % oldindan toʻlab, qolganini yetkazishdan oldin toʻlash mumkin.
    • Oldindan buyurtma: hozir oldindan toʻlov, qolgani — gullar kelganda.
    • Oʻz vaqtida toʻlanmagan buyurtma oʻzi bekor boʻladi.
    • Guldasta yasash boshlanmaguncha buyurtmani bekor qilish mumkin, pulni qaytaramiz.
    • { $fate ->
        [keep] Qolgan toʻlov oʻz vaqtida kelmasa, oldindan toʻlov qaytarilmaydi.
        [refund] Qolgan toʻlov oʻz vaqtida kelmasa, oldindan toʻlovni qaytaramiz.
       *[ask_owner] Qolgan toʻlov oʻz vaqtida kelmasa, oldindan toʻlov haqida doʻkon qaror qiladi.
    }
    • Savollar — /support, toʻlov haqida — /paysupport
reminders-on = 🔔 Toʻlov eslatmalari yoqildi. Oʻchirish uchun yana /reminders
reminders-off =
    🔕 Toʻlov haqida endi eslatmaymiz. Muddatlar oʻzgarmaydi, ular /orders da
    Yana yoqish uchun — /reminders
group-private-only = Buyurtmalar boʻyicha shaxsiy chatda yordam beraman: @{ $bot } ni oching va «Start» tugmasini bosing.

btn-help = ❓ Yordam
btn-support = 💬 Bizga yozish
btn-staff = 🧰 Xodimlar uchun
btn-lang-ru = 🇷🇺 Русский
btn-lang-uz = 🇺🇿 Oʻzbekcha
btn-lang-en = 🇬🇧 English
plain-number = №{ $number }
plain-command-start = Boshlash
plain-command-catalog = Gullar katalogi
plain-command-orders = Buyurtmalarim va toʻlov
plain-command-lang = Tilni almashtirish
plain-command-reminders = Eslatmalarni yoqish yoki oʻchirish
plain-command-support = Bizga yozish
plain-command-paysupport = Toʻlov boʻyicha savollar
plain-command-terms = Shartlar
plain-command-help = Bot nimalarni biladi
toast-lang-set = Oʻzbekcha gaplashamiz!
toast-too-many = Juda tez 🙂 Bir daqiqa kutib, yana bosing.
toast-retrying = Birinchi urinishda boʻlmadi, hozir oʻzim qaytaraman. Bir daqiqada oʻzgarish boʻlmasa, yana bosing.
toast-failed = Boʻlmadi 😔 Birozdan keyin yana bosing. Yordam bermasa — /support
toast-button-old = Bu tugma eskirgan. /orders yoki /catalog ni oching, u yerda hammasi yangi.
toast-private-only = Bu bot bilan shaxsiy chatda ishlaydi.

## Bot: katalog va rasmiylashtirish

catalog = 🌷 <b>{ $shop }</b>. Qaysi biri yoqadi?
catalog-empty = Hozir sotuvda hech narsa yoʻq. Keyinroq kiring yoki bizga yozing: /support
product =
    { $emoji } <b>{ $name }</b>
    { $text }

    Narxi: { $price }
product-total = { $quantity } dona jami: <b>{ $total }</b>
product-few-left = Atigi { $available } dona qoldi.
product-preorder = 🗓 { $day } kuni keladi, oldindan buyurtma qabul qilamiz.
product-sold-out = 😔 Hozir tugagan. Boshqa gullarni koʻring.
plan-full = • Darhol: { $amount }
plan-deposit = • Oldindan toʻlov bilan: hozir { $deposit }, yetkazishdan oldin { $balance }
plan-preorder = • Oldindan buyurtma: hozir { $deposit }, gullar kelganda { $balance } ({ $day })
checkout-placed =
    🛍 Rasmiylashtirmoqdamiz: { $items }
    Buyurtma summasi: { $total }

    Hozir toʻlov tugmalari bilan hisobni yuboraman 👇

btn-product = { $emoji } { $name } · { $price }
btn-product-preorder = { $emoji } { $name } · { $price } · oldindan
btn-product-sold-out = { $emoji } { $name } · tugagan
btn-fewer = ➖
btn-quantity = { $quantity } dona
btn-more = ➕
btn-plan-full = ✅ Darhol toʻlash · { $amount }
btn-plan-deposit = 🤝 Oldindan toʻlov · { $amount }
btn-plan-preorder = 🗓 Oldindan buyurtma · { $amount }
btn-back-to-catalog = ← Katalog
toast-product-gone = Bu endi sotuvda yoʻq. /catalog ni oching va boshqasini tanlang.
toast-not-so-many = Buncha yoʻq, { $available } dona qoldi. Kamroq yoki boshqa guldasta tanlang.

## Bot: xaridorning buyurtmalari

orders = 📋 <b>Buyurtmalaringiz</b>
orders-none = Hozircha buyurtma yoʻq. Guldasta tanlash vaqti 🌷
orders-line =
    №{ $number } · { $items }
    { $state }, { $total }
orders-line-due =
    №{ $number } · { $items }
    { $state }: <b>{ $due }</b>, { $until } gacha
order =
    📦 <b>Buyurtma №{ $number }</b> — { $state }
    { $items }
    Jami { $total }, toʻlangan { $paid }
order-next-pay = 👉 { $until } gacha { $amount } toʻlang
order-next-goods = 👉 Gullar kutilmoqda: { $day }. Kelganda yozamiz.
history = <b>Nimalar boʻldi</b>
history-line = { $at } — { $what }
history-order-created = buyurtma rasmiylashtirildi
history-goods-arrived = gullar keldi
history-order-accepted = florist buyurtmani oldi
history-order-assembled = guldasta tayyor
history-order-handed-over = kuryerga berildi
history-order-delivered = yetkazildi
history-order-cancelled = bekor qilindi
history-order-expired = oʻz vaqtida toʻlanmadi
history-order-revived = tiklandi
history-rated = baho: 5 dan { $score }
history-payment-opened = hisob: { $amount }
history-payment-performed = { $amount } oldik ({ $way })
history-payment-late = kechikib { $amount } oldik ({ $way })
history-payment-extended = toʻlov muddati uzaytirildi
history-refund-requested = { $amount } qaytarilmoqda
history-refund-completed = { $amount } qaytarildi
cancel-ask =
    Buyurtma №{ $number } bekor qilinsinmi?
    { $items }

    Pul hali yechilmagan. Gullar yana sotuvga chiqadi.
cancel-ask-paid =
    Buyurtma №{ $number } bekor qilinsinmi?
    { $items }

    { $paid } siz toʻlagan usulda qaytariladi.
cancel-done = ✖️ Buyurtma №{ $number } bekor qilinmoqda. Pul haqida hozir yozaman.
rated-thanks = Rahmat! Buyurtma №{ $number } uchun { $score } ⭐ — juda xursandmiz 🌷
rated-sorry = Samimiyligingiz uchun rahmat. Buyurtma №{ $number } yoqmagani uchun uzr ({ $score } ⭐). Nima notoʻgʻri boʻlganini yozing: /support
pay-cash =
    💵 Naqd toʻlov: <b>{ $amount }</b>
    Doʻkonda yoki kuryerga <b>{ $ref }</b> raqamini ayting. Muddat: { $until } gacha

    Pul qabul qilinishi bilan yozaman. Fikringiz oʻzgardimi? Boshqa usullar — /orders da

btn-pay = 💳 { $amount } toʻlash
btn-cancel-sure = ✖️ Ha, bekor qilish
btn-keep-order = ← Buyurtma qolsin
plain-invoice-full = Buyurtma №{ $number }
plain-invoice-deposit = Buyurtma №{ $number }, oldindan
plain-invoice-balance = Buyurtma №{ $number }, qolgani
toast-order-unknown = Sizda bunday buyurtma yoʻq. Buyurtmalaringiz — /orders
toast-order-over = Bu buyurtma yopilgan. /orders ni koʻring
toast-cancel-late = Endi bekor qilib boʻlmaydi: buyurtma ishda yoki toʻlov ketmoqda. Bizga yozing: /support
toast-rate-late = Bahoni endi oʻzgartirib boʻlmaydi. Bizga yozing: /support
toast-nudges-stopped = Buyurtma №{ $number } haqida endi eslatmaymiz. Toʻlov muddati oʻsha, u /orders da
toast-extended = Yaxshi, toʻlovni { $until } gacha kutamiz
toast-extended-before = Muddat bir marta uzaytirilgan. Ulgurmasangiz, bizga yozing: /support
toast-way-off = Bu usul hozir ishlamayapti. /orders da boshqasini tanlang
toast-invoice-refused = Telegram bu hisobni qabul qilmadi. /orders da boshqa usulni tanlang
toast-payment-scheduled = Bu toʻlov hali oldinda, vaqti kelganda yozamiz.
toast-payment-held = Toʻlov ketmoqda. Toʻxtatgan boʻlsangiz, biroz kutib yana urinib koʻring.
toast-payment-paid = Toʻlangan, rahmat! Batafsil — /orders da
toast-payment-expired = Toʻlov muddati tugadi. Qaytadan buyurtma bering: /catalog
toast-payment-cancelled = Bu buyurtma bekor qilingan, toʻlash kerak emas.
toast-payment-refunded = Bu buyurtma puli qaytarilgan, toʻlash kerak emas.
toast-checkout-unknown = Hisob topilmadi. /orders ni oching va oʻsha yerdan toʻlang.
toast-checkout-not-yours = Bu hisob boshqa odamga tegishli. Botda oʻz buyurtmangizni bering.
toast-checkout-price = Summa oʻzgargan. /orders ni oching va yangi hisob oling.
toast-checkout-held = Bu buyurtma hozir toʻlanmoqda. Bu siz boʻlsangiz, 10 daqiqa kutib yana urinib koʻring.
toast-checkout-paid = Bu buyurtma toʻlangan, ikkinchi marta toʻlash kerak emas.
toast-checkout-ended = Bu hisob muddati tugagan. /orders ni oching, u yerda hammasi yangi.
toast-checkout-later = Doʻkon hozir javob bermayapti, pul yechilmadi. Bir daqiqadan keyin urinib koʻring.

## Bot: xodimlarga

staff-order =
    📦 <b>Buyurtma №{ $number }</b> — { $state }
    { $items }
    Xaridor: { $buyer }
staff-order-florist = Florist: { $name }
staff-order-courier = Kuryer: { $name }
staff-order-money = Jami { $total }, olingan { $paid }
staff-order-due = { $ref } hisobi boʻyicha { $due } kutilmoqda, { $until } gacha
staff-order-nudges-off = 🔕 Eslatmalar oʻchirilgan
staff-order-unreachable = 🚫 Xaridor botni bloklagan, unga qoʻngʻiroq qiling
staff-open = 📋 Ishda { $count } ta buyurtma
staff-open-none = 📋 Ochiq buyurtma yoʻq. Choy ichsa boʻladi 🍵
staff-preorders = 🗓 <b>Yetkazib kelinishi kutilmoqda</b>
staff-preorders-line =
    { $name } — { $quantity } dona, kutilmoqda: { $day }
    Buyurtmalar: { $numbers }
staff-preorders-none = 🗓 Hech kim kutmayapti.
staff-refunds = ↩️ <b>Qaytarish kerak</b>
staff-refunds-line =
    №{ $number } · { $amount } · { $way }
    { $buyer }, { $reason }
    Toʻlov <code>{ $externalId }</code>
staff-refunds-none = ↩️ Qaytariladigan pul yoʻq.
staff-nudges-on = 🔔 Toʻlov eslatmalari butun doʻkon uchun yoqilgan.
staff-nudges-off = 🔕 Toʻlov eslatmalari butun doʻkon uchun oʻchirilgan.
staff-cancel-ask =
    Buyurtma №{ $number } bekor qilinsinmi?
    { $items }

    Olingan { $paid }: toʻlangan hamma pul xaridorga qaytariladi.
    Sababini shu xabarga javob qilib yozing — uni xaridor koʻradi. Yoki sababsiz bekor qiling.
staff-cancel-done = ✖️ Buyurtma №{ $number } bekor qilindi. Xaridorga yozamiz; pul qaytarish kerak boʻlsa, eslatamiz.
cash-coming =
    💵 { $buyer } naqd toʻlamoqchi
    Buyurtma №{ $number }, hisob { $ref }: <b>{ $amount }</b>

    Pul qoʻlingizda boʻlganda tugmani bosing.
cash-done = 💵 Buyurtma №{ $number } uchun { $amount } qabul qilindi. Qabul qildi: { $name }
refund-noted = ↩️ Buyurtma №{ $number } uchun { $amount } qaytarilgani belgilandi. Belgiladi: { $name }
deposit-kept = 🏪 Buyurtma №{ $number } oldindan toʻlovi doʻkonda qoladi.
deposit-returned = ↩️ Buyurtma №{ $number } oldindan toʻlovi xaridorga qaytariladi.

btn-assembled = 🎀 Tayyor
btn-give-back = ↩️ Boshqaga berish
btn-delivered = 🏁 Yetkazdim
btn-arrived = 📦 Gullar keldi
btn-arrived-all = 📦 Hammasi keldi: { $name } ({ $count })
btn-arrived-one = 📦 №{ $number } uchun keldi
btn-refunded-one = ✅ { $amount } qaytardim, №{ $number }
btn-cash-received = 💵 { $amount } oldim
btn-nudge-now = 🔔 Hozir eslatish
btn-nudges-off = 🔕 Eslatmaslik
btn-nudges-on = 🔔 Eslatish
btn-nudges-all-off = 🔕 Hammaga oʻchirish
btn-nudges-all-on = 🔔 Hammaga yoqish
btn-cancel-no-reason = ✖️ Sababsiz bekor qilish
btn-staff-line = №{ $number } · { $state }
btn-page-open = 📋 Buyurtmalar
btn-page-preorders = 🗓 Kutilmoqda
btn-page-refunds = ↩️ Qaytarish
btn-page-nudges = 🔔 Eslatmalar
toast-staff-only = Bu tugma doʻkon xodimlari uchun.
toast-not-your-role = Buni boshqa roldagi hamkasb qiladi. Sizga kerak boʻlsa, doʻkon egasidan soʻrang.
toast-accept-done = Buyurtma sizniki. Yasang va «Tayyor» tugmasini bosing.
toast-give_back-done = Buyurtma yana florist qidirmoqda.
toast-assembled-done = Zoʻr! Kuryerni chaqiramiz.
toast-hand_over-done = Buyurtma yoʻlda. Yetkazgach «Yetkazdim» tugmasini bosing.
toast-delivered-done = Yetkazildi, rahmat!
toast-arrived-done = Belgilandi. Xaridordan qolgan toʻlovni soʻraymiz.
toast-arrived-all-done = { $name }: { $count } ta buyurtma belgilandi. Xaridorlardan qolgan toʻlovni soʻraymiz.
toast-step-taken = Bu buyurtmani boshqa kishi oldi.
toast-step-not_now = Hozir buni qilib boʻlmaydi: buyurtma holati oʻzgargan.
toast-step-not_yours = Bu buyurtma boshqa floristda.
toast-step-out_of_stock = Omborda buyurtma uchun yetarli emas. Qoldiqni toʻgʻrilang yoki buyurtmani bekor qiling.
toast-nothing-due = Bu buyurtma boʻyicha hozir toʻlov kutilmayapti.
toast-nudges-unwanted = Bu buyurtma uchun eslatmalar oʻchirilgan.
toast-buyer-unreachable = Xaridor botni bloklagan. Unga qoʻngʻiroq qiling.
toast-nudge-sent = Hozir eslatamiz.
toast-nudges-on = Eslatmalar yoqildi.
toast-nudges-off = Eslatmalar oʻchirildi.
toast-cash-scheduled = Bu toʻlov vaqti hali kelmagan. Hozircha pul olmang.
toast-cash-paid = Toʻlangan. Ikkinchi marta pul olmang.
toast-cash-expired = Toʻlov muddati tugagan. Pul olmang, yangi buyurtma rasmiylashtiring.
toast-cash-cancelled = Buyurtma bekor qilingan. Pul olmang.
toast-cash-refunded = Bu hisob puli qaytarilgan. Yangi buyurtma rasmiylashtiring.
toast-cash-refused = Toʻlovni qabul qilib boʻlmadi: buyurtma oʻzgargan. Uni ochib tekshiring.
toast-cash-done = Toʻlov qabul qilindi.
toast-cash-goes-back = { $amount } belgilandi, lekin hisobni toʻlamadi: muddati tugagan yoki narxi oʻzgargan. Pulni xaridorga qaytarish kerak.
toast-refund-done-before = Bu qaytarish allaqachon belgilangan.
toast-refund-noted = Qaytarish belgilandi. Xaridorga yozamiz.
toast-deposit-decided-before = Oldindan toʻlov haqida qaror qilingan.
