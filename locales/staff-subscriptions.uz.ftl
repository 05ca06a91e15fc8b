## Xodimlar: obunachilar

btn-page-subscriptions = ⭐ Obunalar
btn-page-plans = 🏷 Tariflar
btn-page-channels = 📢 Kanallar
staff-subscribers =
    ⭐ <b>Obunalar</b>
    Hozir { $count } kishida kirish bor.
plain-subscribers-all = hammasi
btn-subscribers-list = { $list } · { $count }
staff-subscribers-list = ⭐ <b>Obunalar</b>: { $list }, avval yangilari
staff-subscribers-none = ⭐ <b>Obunalar</b>: { $list }. Bundaylari yoʻq.
btn-subscriber = №{ $number } · { $state } · { $buyer }
btn-newer = ← Yangiroq
btn-older = Eskiroq →
btn-find-subscriber = 🔎 Topish
staff-find-ask = 🔎 Kimni qidiramiz? Yozing: ismining bir qismi, Telegram id yoki obuna raqami.
staff-find-none = 🔎 «{ $text }» boʻyicha hech kim topilmadi. Boshqacha yozing, yana qidiramiz.
staff-found = 🔎 «{ $text }» boʻyicha topildi:
staff-found-many = 🔎 «{ $text }» boʻyicha eng yangilari. Kamroq chiqishi uchun ismni toʻliqroq yozing.
staff-subscription =
    ⭐ <b>{ $plan }</b>, obuna №{ $number }: { $state }
    { $buyer } · <code>{ $id }</code>
    { $period } uchun { $amount }
staff-subscription-was-until = { $until }gacha toʻlangan edi.
staff-subscription-renews = Tugashidan oldin toʻlashni soʻraymiz.
staff-subscription-renews-stars = Telegram oʻzi uzaytiradi.
staff-subscription-renewal-failed = ⚠️ Telegram yulduzlarni yecha olmadi, xaridorga yozdik.
staff-subscription-next = Keyin: «{ $plan }».
staff-subscription-vip = 👑 VIP: toʻlangan vaqt tugashi hech narsani yopmaydi.
staff-subscription-paused = ⏸ Toʻxtatib turilgan: qolgan vaqt saqlanadi, kanallar hozircha yopiq.
staff-subscription-flag = 🚩 Tekshirilmoqda: { $reason }
staff-subscription-end = ⛔ Tugatilgan: { $reason }
staff-places = <b>Kanallar</b>
staff-place = { $title }: { $member }, { $right }
plain-member-in = kanalda
plain-member-out = kanalda emas
plain-member-admin = kanalda, administrator
plain-right-none = hali kirish yoʻq
plain-right-pending = kirish oʻzgartirilmoqda
plain-right-trouble = botning huquqlarini kutyapti
plain-right-open = kirish ochiq
plain-right-open-link = havolasi bor
plain-right-open-flagged = tekshiruvda, havola berilmaydi
plain-right-closed = kirish yopiq
plain-right-closed-exempt = kirish yopiq, lekin administratorni bot chiqara olmaydi
plain-right-closed-kept = boshqa obuna bilan qoladi
staff-payments = <b>Toʻlovlar</b>
staff-payment = { $ref } · { $amount } · { $state }
plain-period-payment-due = kutilmoqda
plain-period-payment-held = toʻlanmoqda
plain-period-payment-paid = toʻlangan
plain-period-payment-expired = vaqtida toʻlanmadi
plain-period-payment-cancelled = endi kerak emas
plain-period-payment-refunded = qaytarilgan
btn-extend = 🎁 +{ $days }
btn-send-links = 🔑 Havola yuborish
btn-pause = ⏸ Toʻxtatib turish
btn-unpause = ▶️ Davom ettirish
btn-vip-on = 👑 VIP qilish
btn-vip-off = 👑 VIP emas
btn-staff-refund = ↩️ Pulni qaytarish
btn-revoke = ⛔ Kirishni yopish
btn-flag = 🚩 Tekshiruvga
staff-refund-ask =
    ↩️ №{ $number } «{ $plan }» obunasining oxirgi davri uchun { $buyer }ga { $amount } qaytarilsinmi?
    Pul bilan birga shu vaqtning qolgani ham ketadi.
staff-judge-revoke =
    ⛔ { $buyer }ning №{ $number } «{ $plan }» obunasi hoziroq yopilsinmi?
    Toʻlangan vaqtning qolgani yoʻqoladi, pul qaytmaydi. Shu xabarga sababini yozib javob bering yoki tugmani bosing.
staff-judge-flag =
    🚩 { $buyer }ning №{ $number } «{ $plan }» obunasi tekshiruvga olinsinmi?
    Toʻlangan vaqt qoladi, lekin belgini olmaguningizcha yangi havola berilmaydi. Shu xabarga sababini yozib javob bering yoki tugmani bosing.
btn-revoke-sure = ⛔ Sababsiz yopish
btn-flag-sure = 🚩 Sababsiz belgilash
toast-subscriber-unknown = Bu doʻkonda bunday obuna yoʻq.
toast-subscriber-not-now = Hozir buni qilib boʻlmaydi: obuna oʻzgargan.
toast-time-given = Sovgʻa qilindi: { $more }. Xaridorga yozamiz.
toast-links-resent = Yangi havolalar yoʻlda, eskilari endi ishlamaydi.
toast-paused = Toʻxtatib turildi. Qolgan vaqt saqlanadi.
toast-unpaused = Obuna davom etadi.
toast-vip-on = VIP: endi hech narsa tugamaydi.
toast-vip-off = Endi VIP emas.
toast-revoked = Yopildi. Xaridor kira olmaydi, unga yozamiz.
toast-flagged = Belgilandi: yangi havola berilmaydi.

## Xodimlar: obuna tarixi

history-by = { $what } · { $name }
history-because = { $what }: { $reason }
history-subscription-created = obuna rasmiylashtirildi
history-period-begun = { $period }-davr, { $until }gacha
history-extended = sovgʻa vaqt, { $until }gacha
history-subscription-give_up = birinchi toʻlov kelmadi
history-subscription-cancel = uzaytirish toʻxtatildi
history-subscription-resume = uzaytirish yana yoqildi
history-subscription-lapse = toʻlangan vaqt tugadi, imtiyozli kunlar
history-subscription-expire = tugadi
history-subscription-revoke = doʻkon yopdi
history-subscription-flag = tekshiruvga olindi
history-subscription-unflag = belgi olindi
history-subscription-pause = toʻxtatib turildi
history-subscription-unpause = davom etadi
history-subscription-vip_on = VIP
history-subscription-vip_off = endi VIP emas
history-subscription-change_plan = boshqa tarif tanlandi
history-star-renewal-on = Telegram oʻzi uzaytiradi
history-star-renewal-off = uzaytirish Telegramda toʻxtatildi
history-star-renewal-failed = Telegram yecha olmadi
history-access-granted = kirish ochildi: { $channel }
history-access-expired = kirish tugadi: { $channel }
history-access-revoked = kirish yopildi: { $channel }
history-denied-stranger = begona kiritilmadi
history-denied-flagged = havola berilmadi: tekshiruvda
history-denied-ended = kiritilmadi: tugagan
history-denied-paused = kiritilmadi: toʻxtatib turilgan
history-denied-link_closed = kiritilmadi: havola eski
history-denied-too_many_links = havola berilmadi: juda koʻp
history-member-joined = kanalga kirdi: { $channel }
history-member-left = kanaldan chiqdi: { $channel }
history-payment-expired = vaqtida toʻlanmadi

## Xodimlar: tariflar

staff-plans =
    🏷 <b>Tariflar</b>
    ✅ — sotuvda; raqam — hozir nechta odamda kirish bor.
staff-plans-none = 🏷 Hali tarif yoʻq. Birinchisini yarating 👇
btn-staff-plan = ✅ { $name } · { $count }
btn-staff-plan-off = ▫️ { $name } · { $count }
btn-plan-new = ➕ Yangi tarif
staff-plan =
    🏷 <b>{ $name }</b>: sotuvda
    { $text }
staff-plan-off =
    🏷 <b>{ $name }</b>: sotilmaydi
    { $text }
staff-plan-price = Narxi: { $period } uchun { $price }
staff-plan-other-price = { $way }: { $price }
staff-plan-stars = Yulduzlar: { $stars }, Telegram oʻzi uzaytira oladi
staff-plan-stars-once = Yulduzlar: { $stars }, har safar qoʻlda; Telegram faqat 30 kunni oʻzi uzaytiradi
staff-plan-trial = Birinchi { $days } bepul
staff-plan-seats = Joylar: { $seats } tadan { $taken } tasi band
staff-plan-channels = Ochadi: { $channels }
staff-plan-subscribers = Hozir kirish bor: { $count }
staff-plan-changes = <b>Oxirgi oʻzgarishlar</b>
staff-plan-sold-stays = Oʻzgarishlar yangi obunalar uchun. Sotilganlari qanday sotilgan boʻlsa, shunday qoladi.
plain-price-none = koʻrsatilmagan
plain-plan-made = yaratildi
plain-plan-names = nomi
plain-plan-texts = tavsifi
plain-plan-period = davri
plain-plan-price = narxi
plain-plan-prices = toʻlov usuli narxi
plain-plan-starPrice = yulduzdagi narxi
plain-plan-trialDays = bepul kunlar
plain-plan-seats = joylar
plain-plan-channels = kanallar
plain-plan-active = sotuv
btn-plan-on = ✅ Sotuvga qoʻyish
btn-plan-off = ⏹ Sotuvdan olish
btn-plan-price = 💵 Narx
btn-plan-stars = ⭐ Yulduzdagi narx
btn-plan-prices = 💳 Toʻlov usullari narxlari
btn-plan-period = 🗓 Davr
btn-plan-trial = 🎁 Bepul kunlar
btn-plan-channels = 📢 Kanallar
btn-plan-seats = 💺 Joylar
btn-plan-texts = 📝 Nomi va tavsifi
btn-plan-back = ← Tarifga
staff-plan-texts = 📝 <b>Nomi va tavsifi</b>
staff-plan-texts-in =
    { $lang }: <b>{ $name }</b>
    { $text }
plain-lang-ru = Русский
plain-lang-uz = Oʻzbekcha
plain-lang-en = English
btn-plan-name = Nomi: { $lang }
btn-plan-text = Tavsifi: { $lang }
staff-plan-period = 🗓 «{ $name }» { $period }ga sotiladi. Boshqa davr tanlaysizmi?
btn-period = { $period }
btn-chosen-period = ✅ { $period }
staff-plan-opens = 📢 «{ $name }» nimalarni ochadi:
btn-opens-channel = ✅ { $title }
btn-opens-not-channel = ▫️ { $title }
staff-plan-prices = 💳 «{ $name }» narxi { $price }, pastda boshqa narx koʻrsatilgan usulda esa oʻsha narx. Oʻzgartirish uchun bosing.
btn-plan-way = { $way }: oʻsha narx
btn-plan-way-price = { $way }: { $price }
staff-plan-ask-price = 💵 «{ $name }»ning bir davri qancha turadi? Summani yozing, masalan 90 000.
staff-plan-ask-stars = ⭐ «{ $name }» necha yulduz turadi? Raqam yozing; 0 — doʻkon kursi boʻyicha.
staff-plan-ask-way = 💳 «{ $name }»ning bir davri shu usulda qancha turadi: { $way }? Summani yozing, masalan 90 000; 0 — tarif narxi.
staff-plan-ask-trial = 🎁 «{ $name }»ning birinchi necha kuni bepul? Raqam yozing; 0 — yoʻq.
staff-plan-ask-seats = 💺 «{ $name }» bir vaqtda nechta odamda boʻlishi mumkin? Raqam yozing; 0 — cheklovsiz.
staff-plan-ask-name_ru = 📝 «{ $name }» ruscha qanday ataladi? Yozing, 100 belgigacha.
staff-plan-ask-name_uz = 📝 «{ $name }» oʻzbekcha qanday ataladi? Yozing, 100 belgigacha.
staff-plan-ask-name_en = 📝 «{ $name }» inglizcha qanday ataladi? Yozing, 100 belgigacha.
staff-plan-ask-text_ru = 📝 «{ $name }» bilan odamlar nima oladi? Ruscha yozing, 1000 belgigacha.
staff-plan-ask-text_uz = 📝 «{ $name }» bilan odamlar nima oladi? Oʻzbekcha yozing, 1000 belgigacha.
staff-plan-ask-text_en = 📝 «{ $name }» bilan odamlar nima oladi? Inglizcha yozing, 1000 belgigacha.
staff-plan-ask-new = ➕ Yangi tarif qanday ataladi? Yozing, 100 belgigacha. Narxi va kanali boʻlmaguncha va siz sotuvga qoʻymaguningizcha sotilmaydi.
staff-plan-fault-not_a_price = Bu summa emas. Raqam bilan yozing, masalan 90 000.
staff-plan-fault-too_cheap = Toʻlov tizimlari { $least }dan kamini olmaydi. Kattaroq summa yozing.
staff-plan-fault-not_a_number = Bu yerga toʻgʻri keladigan butun son emas. Raqam bilan yozing.
staff-plan-fault-too_long = Juda uzun. Qisqaroq yozing.
toast-plan-changed = Tayyor.
toast-plan-needs_price = Avval narx kerak.
toast-plan-needs_channel = Kamida bitta kanal kerak. Oxirgisini olish uchun avval tarifni sotuvdan oling.
toast-staff-plan-unknown = Bu doʻkonda bunday tarif yoʻq.

## Xodimlar: kanallar

staff-channels = 📢 <b>Obunalar ochadigan kanallar</b>
staff-channels-none = 📢 Hali kanal yoʻq.
staff-channel-well = ✅ { $title }
staff-channel-no-rights =
    ⚠️ { $title }: { $since }dan beri botning huquqlari yetmaydi.
    Kanal → Administratorlar → bizning bot: «Foydalanuvchilarni taklif qilish» va «Bloklash»ni yoqing.
staff-channel-not-there =
    ⚠️ { $title }: { $since }dan beri bot u yerda yoʻq.
    Uni «Taklif qilish» va «Bloklash» huquqlari bilan administrator qilib qoʻshing.
staff-channels-add = Kanal qoʻshish uchun bu botni yopiq kanalingizga «Taklif qilish» va «Bloklash» huquqlari bilan administrator qiling. U darhol sizga yozadi.
channel-offer = 📢 Endi «{ $title }»da administratorman. Uni obuna bilan ochaymi?
channel-offer-no-rights = 📢 Endi «{ $title }»daman. Obunachilarni kiritish va chiqarish uchun menga «Taklif qilish» va «Bloklash» huquqlari kerak.
channel-offer-public = 📢 «{ $title }» ochiq kanal: uni obunasiz ham oʻqishadi. Yopiq qiling va meni qaytadan qoʻshing.
btn-use-channel = ✅ Obuna bilan ochish
staff-channel-used = ✅ Endi «{ $title }»ni obuna bilan ochish mumkin. Uni ochadigan tariflarni tanlang.
toast-channel-gone = Men bu kanalda endi yoʻqman. Qaytadan qoʻshing.
