## Kodlar: xaridor

plain-command-code = Menda kod bor
btn-have-code = 🏷 Menda kod bor
btn-another-code = 🏷 Boshqa kod
btn-use-code = ✅ { $name }
btn-plan-again = ← { $name }
code-ask =
    🏷 Sovgʻa kodi yoki promokodni shu xabarga javob qilib yuboring.
code-choose =
    🏷 <b>{ $code }</b> kodi toʻgʻri. Qaysi obuna uchun? 👇
code-percent =
    🏷 <b>{ $code }</b> kodi bilan (−{ $percent } %) birinchi { $period } { $full } oʻrniga <b>{ $price }</b> turadi.
code-gift =
    🎁 <b>{ $code }</b> kodi bilan { $period } bepul. Hozir toʻlash shart emas.
code-refused-code_unknown =
    🏷 Bunday kod yoʻq. Harflarni tekshirib, qayta urinib koʻring.
code-refused-code_used_up =
    🏷 Bu kod mumkin boʻlgancha ishlatib boʻlingan.
code-refused-code_yours_used =
    🏷 Siz bu kodni allaqachon ishlatgansiz.
code-refused-code_expired =
    🏷 Bu kod endi amal qilmaydi.
code-refused-code_other_plan =
    🏷 Bu kod boshqa obuna uchun.
code-refused-code_too_many_tries =
    🏷 Notoʻgʻri kodlar juda koʻp boʻldi. Bir soatdan keyin urinib koʻring yoki bizga yozing: /support
subscription-rejected-code_unknown =
    😔 «{ $plan }» uchun bunday kod yoʻq. Obuna ochilmadi, pul yechilmadi.
    Kodsiz: /plans
subscription-rejected-code_used_up =
    😔 «{ $plan }» uchun kod hozirgina tugadi. Obuna ochilmadi, pul yechilmadi.
    Kodsiz: /plans
subscription-rejected-code_yours_used =
    😔 Siz bu kodni allaqachon ishlatgansiz, shuning uchun «{ $plan }» ochilmadi. Pul yechilmadi.
    Kodsiz: /plans
subscription-rejected-code_expired =
    😔 «{ $plan }» uchun kod endi amal qilmaydi. Obuna ochilmadi, pul yechilmadi.
    Kodsiz: /plans
subscription-rejected-code_other_plan =
    😔 Bu kod «{ $plan }» uchun emas. Obuna ochilmadi, pul yechilmadi.
    Kodsiz: /plans
pay-code = 🏷 Kodingiz bu toʻlovni { $percent } % kamaytirdi.
toast-stars-once = Kod bilan yulduzlar faqat bir marta toʻlanadi: aks holda Telegram arzon narxni yechaverardi.

## Kodlar: xodimlar

btn-page-codes = 🏷 Kodlar
staff-codes =
    🏷 <b>Sovgʻa kodlari va promokodlar</b>
    Ishlatilgani / necha marta mumkinligi. Koʻrish yoki oʻchirish uchun kodni bosing.
staff-codes-none = 🏷 Hali kod yoʻq.
btn-code-new = ➕ Yangi kod
btn-code-line =
    { $state ->
        [on] { $code } · { $gives } · { $uses }/{ $limit }
       *[off] ✖️ { $code } · { $gives } · { $uses }/{ $limit }
    }
plain-code-percent = −{ $percent } %
plain-code-gift = 🎁 bir davr
plain-code-gift-days = 🎁 { $period }
plain-code-any-plan = har qanday
plain-code-always = doim
staff-code =
    🏷 <code>{ $code }</code>: { $gives }
    Obuna: { $plan }
    Ishlatilgan: { $uses } / { $limit }; bir kishi uchun { $perPerson }
    Amal qiladi: { $until }
    Yaratgan: { $name }
staff-code-off = ✖️ Oʻchirilgan.
btn-code-off = ✖️ Oʻchirish
staff-code-new =
    ➕ <b>Yangi kod</b>
    Nima beradi, necha marta ishlatiladi, qancha vaqt amal qiladi va qaysi obuna uchun. Bir kishi uni bir marta ishlata oladi.
btn-code-limit = { $limit ->
    [0] ∞
    [1] 1 marta
   *[other] { $limit } marta
}
btn-code-days = { $days ->
    [0] doim
    [1] 1 kun
    [7] 1 hafta
   *[other] 1 oy
}
btn-code-any-plan = har qanday obuna
btn-code-make = ✅ Yaratish
toast-code-gone = Bunday kod yoʻq.

## Murojaatlar: xaridor

btn-write-here = ✍️ Shu yerda yozish
ticket-ask =
    ✍️ Nima boʻlganini shu xabarga javob qilib yozing. Faqat matn, koʻpi bilan { $limit } belgi.
ticket-ask-again =
    ✍️ №{ $number } savolga nima qoʻshamiz? Shu xabarga javob qilib yozing.
ticket-kept =
    ✅ №{ $number } savol bizda. Shu yerda javob beramiz.
    Qoʻshimcha qilish uchun shu xabarga javob yozing.
ticket-answer =
    💬 { $shop } №{ $number } savolga javob berdi:
    <blockquote>{ $text }</blockquote>
ticket-closed =
    ✅ №{ $number } savol yopildi. Hal boʻlmagan boʻlsa, yozing, qayta ochamiz.
btn-ticket-reply = ✍️ Javob yozish
btn-ticket-reopen = 🔄 Hal boʻlmadi
toast-ticket-none = Faqat matnni yetkaza olaman. Javob qilib yozing, koʻpi bilan { $limit } belgi.
toast-ticket-long = Juda uzun: koʻpi bilan { $limit } belgi. Ikkiga boʻlib yuboring.
toast-ticket-too-many = Oxirgi bir soatda koʻp yozdingiz. Hammasini oʻqiymiz; yana yozishdan oldin biroz kuting.
toast-ticket-unknown = Bunday savol yoʻq. Bizga yozish: /support

## Murojaatlar: xodimlar

btn-page-tickets = 💬 Savollar
staff-tickets = 💬 <b>Xaridorlar savollari</b>, avval bizni kutayotganlari.
staff-tickets-none = 💬 Javob kutayotgan odam yoʻq.
btn-ticket-line =
    { $state ->
        [open] 🔴 №{ $number } · { $buyer }
       *[answered] ⚪ №{ $number } · { $buyer }
    }
staff-ticket = 💬 №{ $number } savol, { $buyer }
staff-ticket-about = Oxirgisi: { $about }
staff-ticket-words = <blockquote>{ $text }</blockquote>
staff-ticket-line =
    <b>{ $name }</b>, { $at }
    <blockquote>{ $text }</blockquote>
staff-ticket-closed = ✅ Yopilgan.
plain-ticket-subscription = obuna №{ $number }
plain-ticket-order = buyurtma №{ $number }
plain-ticket-staff = doʻkon
btn-ticket-answer = ✍️ Javob berish
btn-ticket-close = ✅ Yopish
staff-ticket-ask = ✍️ Shu xabarga javobingiz №{ $number } savolga javob sifatida { $buyer }ga yetkaziladi.
staff-ticket-answered = ✅ №{ $number } savolga javob yuborildi.
staff-ticket-unreachable = ⚠️ №{ $number } savolga javob saqlandi, lekin yuborilmadi: xaridor botni bloklagan.
staff-ticket-closed-by = ✅ №{ $number } savolni { $name } yopdi. Xaridorga aytildi.
toast-ticket-closed = Bu savol yopilgan.
