### Egasi boti matnlari oʻzbekcha (lotin). Qisqa: faktlar va raqamlar. Kalitlar barcha tillarda bir xil.
### btn-, toast- va plain- — belgilashsiz; qolgani — Telegram HTML.

## Buyruqlar va kirish

plain-owner-command-status = Hozir: tushum, qarzlar, muammolar
plain-owner-command-today = Bugun raqamlarda
plain-owner-command-funnel = Toʻlovlar voronkasi
plain-owner-command-lang = Til
plain-owner-command-help = Bot nima qila oladi

owner-start =
    <b>{ $business }</b>
    Doʻkonning puli va buyurtmalari, boricha. /funnel dan boshlang.
owner-help =
    /status — bugungi tushum, ochiq buyurtmalar, qancha toʻlanishi kerak, nima shoshilinch
    /today — bugun: buyurtmalar, toʻlov turlari boʻyicha pul, bekor qilish, qaytarish
    /funnel — bosqichlar boʻyicha buyurtma va pul; bosqich roʻyxatni, buyurtma tarixini ochadi
    /subs — obunalar: kim toʻlaydi, qancha daromad, kim nega ketdi, kim qoladi
    /access — kanallar eshigi: kim kirdi, kim kiritilmadi, qancha vaqtda
    /sub 1042 — bitta obuna va uning tarixi
    /lang — til

    Bosqichlarni Temporal, pulni doʻkon hodisalari sanaydi. Ikkalasining yoshi yozilgan.
owner-unknown = Bunday buyruq yoʻq. Bor: /status, /today, /funnel, /subs, /access, /lang, /help.
owner-choose-lang = Язык / Til / Language
owner-lang-chosen = Endi oʻzbekcha.
owner-stranger = Bu bot faqat doʻkon egasi va administratorlariga javob beradi. Xarid uchun doʻkon botiga yozing.
owner-failed = Boʻlmadi: bot bazasi bilan aloqa yoʻq. Bir daqiqadan soʻng qayta urinib koʻring.
toast-owner-stale = Tugma eskirgan. /funnel yoki /status ni qaytadan oching.
toast-owner-busy = Oldingi bosish hali bajarilmoqda.

btn-owner-ru = Русский
btn-owner-uz = Oʻzbekcha
btn-owner-en = English
btn-owner-funnel = Voronka
btn-owner-today = Bugun
btn-owner-status = Holat
btn-owner-refresh = Yangilash
btn-owner-previous = ‹ Orqaga
btn-owner-next = Keyingi ›
btn-owner-older = ‹ Oldinroq
btn-owner-newer = Keyinroq ›
btn-owner-back = « Roʻyxatga
btn-owner-to-funnel = « Voronkaga
btn-owner-to-status = « Holatga
btn-owner-temporal = Temporalda ochish
btn-owner-stage = { $stage } · { $count }
btn-owner-order = №{ $number }

## Bosqichlar

plain-owner-stage-pending = Toʻlov kutilmoqda
plain-owner-stage-deposit_due = Oldindan toʻlov kutilmoqda
plain-owner-stage-balance_due = Qoldiq kutilmoqda
plain-owner-stage-preorder = Yetkazib kelinishi kutilmoqda
plain-owner-stage-paid = Toʻlangan, florist kutilmoqda
plain-owner-stage-fulfilling = Tayyorlanmoqda va yoʻlda
plain-owner-stage-delivered = Yetkazildi
plain-owner-stage-cancelled = Bekor qilindi
plain-owner-stage-expired = Oʻz vaqtida toʻlanmadi
plain-owner-stage-refunded = Pul qaytarildi

plain-owner-list-expiring = Muddati tugayapti
plain-owner-list-refunds = Qaytarish kutilmoqda
plain-owner-list-deposits = Oldindan toʻlov qarori
plain-owner-list-late_money = Kechikkan pul
plain-owner-list-sla = Xodimlar kechikishi

## Voronka

owner-funnel-title = <b>Voronka · { $business }</b>
owner-funnel-stage = { $stage } — <b>{ $count }</b>
owner-funnel-due = { "  " }hozir { $due }, jami { $remaining }
owner-funnel-due-all = { "  " }{ $due }
owner-funnel-remaining = { "  " }oldinda { $remaining }
owner-funnel-paid = { "  " }olingan { $paid }
owner-funnel-sum =
    Hozir toʻlanishi kerak: <b>{ $due }</b>
    Keyingi bosqichlar bilan: { $remaining }
owner-funnel-ended = Oxirgi { $days } kunda tugaganlar
owner-disagree-title = ⚠️ <b>Farq bor</b>
owner-disagree = { $stage }: Temporal { $temporal }, hodisalar { $events }

owner-temporal-now = Temporal: hozir
owner-temporal-down = Temporal { $since } dan beri javob bermayapti. Son hodisalardan.
owner-temporal-both-down = Temporal { $since } dan beri javob bermayapti.
owner-events-age = Hodisalar: { $age } oldin
owner-events-now = Hodisalar: hozir
owner-events-down = Doʻkon { $since } dan beri javob bermayapti. Pul { $at } holatiga.
owner-events-refused = Doʻkon hodisalarni bermayapti ({ $code }), { $since } dan beri. Pul { $at } holatiga.
owner-events-never = Doʻkon { $since } dan beri javob bermayapti. Hodisalar hali boʻlmagan.
owner-events-reading = Hodisalar oʻqilmoqda, raqamlar hali toʻliq emas.
owner-events-none = Hodisalar hali oʻqilmagan.
owner-events-puzzling = Tushunilmagan hodisalar: { $count }. Egasi botini yangilang.
plain-owner-seconds = { $count } s
plain-owner-minutes = { $count } daq

## Roʻyxat va buyurtma

owner-list-title = <b>{ $list }</b> · { $count }
owner-list-page = { $pages } sahifadan { $page }-si
owner-list-empty = <b>{ $list }</b>: boʻsh.
owner-list-line = №{ $number } · { $total } · olingan { $paid }
owner-list-line-due = №{ $number } · toʻlov { $due }, jami { $total } · { $until } gacha
owner-list-line-ahead = №{ $number } · oldinda { $remaining }, jami { $total }

owner-order-title = <b>Buyurtma №{ $number }</b> · { $state }
owner-order-money = { $plan ->
        [deposit_balance] Oldindan toʻlov va qoldiq
        [preorder] Oldindan buyurtma
       *[full] Toʻliq toʻlov
    }. Jami { $total }, olingan { $paid }
owner-order-due = Hozir toʻlanadi { $due }, { $until } gacha
owner-order-ahead = Oldinda yana { $remaining }
owner-order-unknown = Bu buyurtma haqida hodisa yoʻq.
owner-order-temporal = Temporal: { $url }
owner-history-page = { $count } hodisadan { $from }–{ $to }
owner-history-day = <b>{ $day }</b>
owner-history-line = { $time } { $what }

plain-owner-actor-buyer = xaridor
plain-owner-actor-staff = xodim { $id }
plain-owner-actor-timer = muddat boʻyicha
plain-owner-kind-full = toʻliq toʻlov
plain-owner-kind-period = davr
plain-owner-kind-deposit = oldindan toʻlov
plain-owner-kind-balance = qoldiq

## Buyurtma bilan nima boʻldi

owner-fact-order_created = Buyurtma rasmiylashtirildi: { $total }
owner-fact-order_rejected = Buyurtma qabul qilinmadi: { $reason }
owner-fact-order_offered = { $round ->
        [1] Floristlarga taklif qilindi
       *[other] Floristlarga yana taklif qilindi
    }
owner-fact-order_accepted = Ishga olindi: { $actor }
owner-fact-order_given_back = Florist qaytardi: { $actor }
owner-fact-order_assembled = Tayyor: { $actor }
owner-fact-order_handed_over = Kuryerga berildi: { $actor }
owner-fact-order_delivered = Yetkazildi: { $actor }
owner-fact-order_rated = Baho: 5 dan { $score }
owner-fact-order_closed = Yakunlandi
owner-fact-order_cancelled = Bekor qilindi: { $reason }
owner-fact-order_expired = Yopildi: oʻz vaqtida toʻlanmadi
owner-fact-order_revived = Yana ishda: pul yopilgandan keyin keldi
owner-fact-order_refunded = Hamma pul qaytarildi
owner-fact-order_late = ⚠️ Kechikish: { $waiting ->
        [florist] hech kim olmadi
        [assembly] tayyor emas
        [courier] kuryer olib ketmadi
       *[delivery] yetkazilmadi
    }
owner-fact-goods_awaited = Gullar kutilmoqda
owner-fact-goods_arrived = Gullar keldi: { $actor }
owner-fact-deposit_fate_asked = Muddat tugadi, oldindan toʻlov boʻyicha qaror kutilmoqda
owner-fact-deposit_fate_decided = { $fate ->
        [keep] Oldindan toʻlov doʻkonda qoladi
       *[refund] Oldindan toʻlovni qaytaramiz
    }: { $actor }
owner-fact-nudges_switched = { $on ->
        [yes] Eslatmalar yoqildi
       *[no] Eslatmalar oʻchirildi
    }: { $actor }
owner-fact-subscription_created = Obuna №{ $number } rasmiylashtirildi
owner-fact-subscription_refunded = { $period }-davr puli qaytarildi, kirish yopiladi
owner-fact-subscription_period_begun = { $period }-davr toʻlandi, { $until } gacha
owner-fact-subscription_extended = { $kind ->
    [trial] Sinov davri { $until } gacha
    [gift] Sovgʻa: { $until } gacha
   *[other] Sovgʻa vaqt { $until } gacha, { $actor }
}
owner-fact-subscription_changed = { $action ->
    [give_up] Toʻlanmadi: bekor qilindi
    [cancel] Uzaytirilmaydi, { $actor }
    [resume] Yana uzaytiriladi, { $actor }
    [lapse] Toʻlangan vaqt tugadi, imtiyozli kunlar boshlandi
    [expire] Tugadi
    [revoke] Yopildi, { $actor }: { $reason }
    [flag] Shubhali deb belgilandi, { $actor }: { $reason }
    [unflag] Belgi olib tashlandi, { $actor }
    [pause] Toʻxtatib turildi, { $actor }
    [unpause] Tanaffusdan keyin davom etadi, { $actor }
    [vip_on] Endi VIP, { $actor }
    [vip_off] Endi VIP emas, { $actor }
   *[other] Boshqa tarif tanlandi, { $actor }
}
owner-fact-star_renewal_changed = { $renewal ->
    [on] Telegram yana oʻzi yechadi
    [failed] Telegram yecha olmadi
   *[other] Telegram endi yechmaydi
}
owner-fact-access_granted = Kanalga kirish ochildi
owner-fact-access_expired = Kirish vaqti tugadi
owner-fact-access_revoked = Kirish yopildi: { $reason }
owner-fact-access_denied = { $reason ->
    [stranger] Shu havola bilan kelgan begona kiritilmadi
    [flagged] Kiritilmadi: obuna belgilangan
    [paused] Kiritilmadi: toʻxtatilgan
    [link_closed] Kiritilmadi: havola yopilgan
    [too_many_links] Boshqa havola yoʻq: bu davrda juda koʻp
   *[other] Kiritilmadi: vaqti tugagan
}
owner-fact-member_joined = Kanalda
owner-fact-member_left = Kanaldan chiqdi
owner-fact-payment_opened = Toʻlov { $amount } ({ $kind })
owner-fact-payment_opened-until = Toʻlov { $amount } ({ $kind }), { $until } gacha
owner-fact-payment_held = { $provider } { $amount } yechmoqda
owner-fact-payment_released = { $provider } { $amount } yechmadi
owner-fact-payment_performed = 💰 Olindi { $amount } ({ $kind }, { $provider })
owner-fact-payment_landed_late = 💰 Kechikkan toʻlov { $amount } ({ $provider }): { $outcome ->
        [revived] buyurtma tiklandi
       *[refund] qaytaramiz
    }
owner-fact-payment_doubled = ⚠️ Ortiqcha toʻlov { $amount } ({ $provider }): qaytaramiz
owner-fact-payment_extended = Muddat { $until } gacha uzaytirildi: { $actor }
owner-fact-payment_expired = Muddat tugadi: { $amount } ({ $kind })
owner-fact-payment_cancelled = Hisob olib tashlandi: { $amount } ({ $kind })
owner-fact-nudge_sent = Toʻlov eslatmasi yuborildi
owner-fact-nudge_skipped = Eslatma yuborilmadi: { $reason ->
        [unreachable] xaridorga yozib boʻlmaydi
        [refused] Telegram qabul qilmadi
       *[other] endi kerak emas
    }
owner-fact-refund_requested = Qaytarish kerak { $amount } ({ $provider }): { $reason }
owner-fact-refund_completed = Qaytarildi { $amount } ({ $provider })
owner-fact-refund_failed = ⚠️ Qaytarilmadi { $amount } ({ $provider }): { $reason }
owner-fact-buyer_unreachable = Xaridorga Telegramda yozib boʻlmaydi
owner-fact-unknown = Hodisa { $type }

## Holat

owner-status-title = <b>{ $business }</b> · { $at }
owner-status-revenue = Bugungi tushum: <b>{ $amount }</b> ({ $count })
owner-status-returned = Bugun qaytarildi: { $amount }
owner-status-open = Ochiq buyurtmalar: <b>{ $count }</b>
owner-status-due =
    Hozir toʻlanishi kerak: <b>{ $due }</b>
    Keyingi bosqichlar bilan: { $remaining }
owner-status-attention = <b>Shoshilinch</b>
owner-status-calm = Shoshilinch ish yoʻq.
owner-status-expiring = { $hours } soatda tugaydi: { $count } · { $amount }
owner-status-refunds = Qaytarish kutilmoqda: { $count } · { $amount }
owner-status-deposits = Qaroringizni kutayotgan oldindan toʻlovlar: { $count }
owner-status-late_money = Bir kunda kechikkan pul: { $count }
owner-status-sla = Xodimlar kechikmoqda: { $count }

## Bugun

owner-today-title = <b>Bugun, { $day }</b> · { $business }
owner-today-created = Buyurtmalar: <b>{ $count }</b>, { $amount }
owner-today-created-none = Buyurtma boʻlmadi.
owner-today-received = Olindi: <b>{ $amount }</b>
owner-today-received-none = Pul kelmadi.
owner-today-provider = { "  " }{ $provider }: { $amount } · { $count }
owner-today-provider-own = { "  " }{ $provider }: { $amount } ({ $own }) · { $count }
owner-today-expired = Oʻz vaqtida toʻlanmadi: { $count }, { $amount }
owner-today-cancelled = Bekor qilindi: { $count }, { $amount }
owner-today-returned = Qaytarildi: { $count }, { $amount }
owner-today-average = Oʻrtacha toʻlangan buyurtma: { $amount } ({ $count })
