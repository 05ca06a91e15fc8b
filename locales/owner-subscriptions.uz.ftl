### Egasining boti obunalar va kanallar eshigi haqida aytadigan gaplar. Shakli owner.uz.ftl dagidek.

plain-owner-command-subs = Obunalar: kim toʻlaydi, kim qoladi
plain-owner-command-access = Kanallar: kim kirdi, kim kiritilmadi
btn-owner-subs = Obunalar
btn-owner-access = Kirish
btn-owner-chart = Grafik
btn-owner-to-subs = « Obunalarga
btn-owner-to-access = « Kirishga
btn-owner-days = { $days ->
    [1] Bugun
   *[other] { $days } kun
}
btn-owner-days-now = · { $days ->
    [1] Bugun
   *[other] { $days } kun
} ·

plain-owner-subs-active = Uzaytiriladi
plain-owner-subs-trial = Sinov muddati
plain-owner-subs-cancelled = Bekor qilingan, hali davom etmoqda
plain-owner-subs-grace = Imtiyozli kunlar
plain-owner-subs-flagged = Tekshiruvda
plain-owner-subs-lost = 30 kunda ketganlar
plain-owner-subs-refunds = Obunalar: qaytarish kutilmoqda

## /subs

owner-subs-title = <b>Obunalar · { $business }</b>
owner-subs-total = Hozir: <b>{ $count }</b>
owner-subs-standing = { "  " }{ $what }: { $count }
owner-subs-mrr = 30 kunlik daromad (MRR): <b>{ $amount }</b> ({ $count })
owner-subs-mrr-before = { "  " }30 kun oldin: { $amount }
owner-subs-mrr-change = { "  " }30 kun oldin: { $amount } ({ $percent } %)
owner-subs-span = { $days ->
    [1] <b>Bugun</b>
   *[other] <b>Oxirgi { $days } kun</b>
}
owner-subs-new = Yangi: <b>{ $count }</b>
owner-subs-renewed = Uzaytirildi: <b>{ $count }</b>
owner-subs-returned = Qaytib keldi: <b>{ $count }</b>
owner-subs-trials = Sinov boshlandi: { $count }
owner-subs-trials-over = Sinovdan keyin toʻlamadi: { $count }
owner-subs-lost = Ketdi: <b>{ $count }</b>
owner-subs-lost-why = Ketdi: <b>{ $count }</b> ({ $reasons })
owner-subs-churn = 30 kunda ketish: <b>{ $percent } %</b>: 30 kun oldin toʻlagan { $before } kishidan { $gone } nafari
owner-subs-churn-none = 30 kunda ketish: 30 kun oldin hech kim toʻlamagan
owner-subs-churn-why = { "  " }30 kunda ketganlar: { $reasons }
plain-owner-end-unpaid = uzaytirmadi
plain-owner-end-cancelled = bekor qildi
plain-owner-end-refund = pul qaytarildi
plain-owner-end-revoked = siz yopdingiz
plain-owner-counted = { $what } { $count }
owner-subs-cohorts =
    <b>Kim qoladi</b>, birinchi toʻlov oyi boʻyicha %
    <pre>{ $table }</pre>
owner-subs-cohorts-none = Kim qoladi: oxirgi oylarda hech kim toʻlamagan.
plain-owner-cohort-head = oy
plain-owner-cohort-size = jami

owner-chart-title = <b>Kim qoladi · { $business }</b>
plain-owner-chart-month = Birinchi toʻlovdan keyingi oylar

## Roʻyxatlar va obuna

owner-subs-list-title = <b>{ $list }</b> · { $count }
owner-subs-list-empty = <b>{ $list }</b>: hech kim yoʻq.
owner-subs-line = №{ $number } · { $plan } · { $price }
owner-subs-line-until = №{ $number } · { $plan } · { $price } · { $until } gacha
owner-subs-line-ended = №{ $number } · { $plan } · { $reason }, { $ended }
owner-subscription-title = <b>Obuna №{ $number }</b> · { $state }
owner-subscription-plan = Tarif { $plan }: { $period } uchun { $price }
owner-subscription-until = { $renews ->
    [yes] { $until } gacha toʻlangan, keyin uzaytiriladi
   *[no] { $until } gacha toʻlangan, uzaytirilmaydi
}
owner-subscription-ended = { $ended } tugagan: { $reason }
owner-subscription-periods = Toʻlangan davrlar: { $count }
owner-subscription-unknown = Bu obuna haqida hodisalar yoʻq.
owner-subscription-usage = Obuna raqamini yozing: /sub 1042

## /access

owner-access-title = { $days ->
    [1] <b>Bugungi kirish · { $business }</b>
   *[other] <b>{ $days } kunlik kirish · { $business }</b>
}
owner-access-granted = Ochildi: <b>{ $count }</b>
owner-access-expired = Vaqti tugadi: <b>{ $count }</b>
owner-access-revoked = Olib qoʻyildi: <b>{ $count }</b>
owner-access-revoked-why = Olib qoʻyildi: <b>{ $count }</b> ({ $reasons })
owner-access-moves = Kirdi: <b>{ $joined }</b>, chiqdi: { $left }
owner-access-wait = Toʻlovdan kanalgacha: { $median }, 95 % { $p95 } ichida ({ $count })
owner-access-denied = Kiritilmadi: <b>{ $count }</b>
owner-access-denied-why = Kiritilmadi: <b>{ $count }</b> ({ $reasons })
owner-access-channels = <b>Kanallar boʻyicha</b>
owner-access-channel = { $channel }: ochildi { $granted }, yopildi { $closed }, kirdi { $joined }, chiqdi { $left }, rad etildi { $denied }
owner-access-newest = <b>Oxirgi radlar</b>
owner-access-denial = { $time } №{ $number }: { $reason } ({ $who })
plain-owner-deny-stranger = begona
plain-owner-deny-flagged = tekshiruvda
plain-owner-deny-ended = vaqti tugagan
plain-owner-deny-paused = toʻxtatilgan
plain-owner-deny-link_closed = havola yopilgan
plain-owner-deny-too_many_links = havolalar koʻp
plain-owner-revoke-refund = pul qaytarildi
plain-owner-revoke-revoked = xodim
plain-owner-revoke-cancelled = bekor qilindi
plain-owner-revoke-paused = toʻxtatildi
plain-owner-revoke-plan_changed = boshqa tarif
plain-reason-strangers = havolalari bilan begonalar koʻp keldi
plain-owner-hours = { $count } soat

## Boshqa ekranlarda

owner-status-flagged = Tekshiruvdagi obunalar: { $count }
owner-status-period-refunds = Obunalar, qaytarish kutilmoqda: { $count } · { $amount }
owner-status-denied = Bugun kanallarga kiritilmadi: { $count }
owner-periods-due = Toʻlanishi kerak boʻlgan obuna davrlari: { $count } · { $due }
owner-today-periods = { "  " }shundan obunalar uchun: { $amount } · { $count }
owner-today-subscriptions = Obunalar: yangi { $fresh }, uzaytirildi { $renewed }, ketdi { $lost }
