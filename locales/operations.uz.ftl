## Kirish tekshiruvi

audit-report =
    🔎 <b>Kanallarda kim borligi kimga mumkinligi bilan solishtirildi</b>
    Tekshirildi: { $checked }
    Qayta kiritildi: { $in }
    Chiqarildi: { $out }
    Kanalda bor, lekin hech qachon obuna boʻlmagan: { $unknown }
    Koʻrib boʻlmadi: { $skipped }

    Hech qachon obuna boʻlmaganlarni bot chiqarmaydi: kanal aʼzolari roʻyxatini koʻrib, oʻzingiz qaror qiling.

## Stars

differences-found = ⭐ <b>Telegramdagi Stars bizning daftardan farq qiladi: { $count }</b>
difference-charge_not_booked = Telegram xaridordan { $amount } ⭐ yechdi, daftarda esa bunday toʻlov yoʻq. Yechim <code>{ $charge }</code>
difference-charge_not_at_telegram = Daftarda { $amount } ⭐ toʻlov bor, Telegram uni bilmaydi. Yechim <code>{ $charge }</code>
difference-amount_differs = Telegram { $amount } ⭐ yechdi, daftarda { $booked } ⭐. Yechim <code>{ $charge }</code>
difference-refund_not_booked = Telegram { $amount } ⭐ qaytardi, daftarda bu yoʻq edi. Yechim <code>{ $charge }</code>
difference-chargeback = Xaridorning ilovalar doʻkoni { $amount } ⭐ ni qaytarib oldi (chargeback). Yechim <code>{ $charge }</code>
difference-refund_not_at_telegram = Daftarda { $amount } ⭐ qaytarilgan deb yozilgan, Telegram esa qaytarmagan. Yechim <code>{ $charge }</code>
difference-unnamed_debit = Telegram doʻkondan { $amount } ⭐ oldi va kimning toʻlovi ekanini aytmadi. Harakat <code>{ $charge }</code>
remedy-recorded = ✅ Yozib qoʻyildi: toʻlangan vaqt tugadi, u bilan kirish ham. Hech narsa qilish shart emas.
remedy-booked = ✅ Endi yozildi: xaridor toʻlaganini oldi. Hech narsa qilish shart emas.
remedy-take_update = 👉 Toʻlov haqidagi xabar yoʻqolgan. Operator uni qayta qabul qilsin (“Paid, and no access” yoʻriqnomasi) yoki Stars ni qaytaring.
remedy-look_into_log = 👉 Bot tokeni almashtirilganmi? Agar yoʻq boʻlsa, buni operatorga koʻrsating.
remedy-return_stars = 👉 Stars ni yana qaytaring yoki xaridor bilan kelishing.
remedy-find_payer = 👉 Koʻpincha bu chargeback. Shu summadagi toʻlovlarni toping, pulni qaytarib olgan odamning kirishini yoping va tugmani bosing.
plain-reason-chargeback = xaridorning ilovalar doʻkoni pulni qaytarib oldi

## Xodimlar sahifasi

operations = 🛠 <b>Kanallar va Stars</b>
operations-access =
    🚪 Bir kunda chiqarildi: { $ended } tadan { $removed } ta
    Kirishni kutmoqda: { $waiting }
operations-oldest = ⏳ Eng uzoq kutayotgani Telegramni { $since } dan beri kutmoqda.
operations-audit-none = 🔎 Kanallarda kim borligi hali bir marta ham solishtirilmagan.
operations-audit-runs = 🔎 Tekshiruv ketmoqda: { $total } tadan { $checked } tasi tekshirildi.
operations-audit =
    🔎 Oxirgi tekshiruv: { $at }
    Tekshirildi { $checked }, qayta kiritildi { $in }, chiqarildi { $out }, istisno { $exempt }, nomaʼlum { $unknown }, oʻtkazib yuborildi { $skipped }
operations-stars-agree = ⭐ Stars Telegram bilan mos.
operations-stars-differ = ⭐ <b>Stars farq qilgan joylar:</b>
btn-operations = 🛠 Kanallar va Stars
btn-audit-now = 🔎 Hozir solishtirish
btn-refresh = 🔄 Yangilash
btn-difference-settled = ✅ { $amount } ⭐: hal boʻldi
toast-audit-begun = 🔎 Boshlandi. Aytadigan gap boʻlsa, hisobot keladi.
toast-audit-runs = 🔎 Tekshiruv ketmoqda.
toast-difference-settled = ✅ Belgilandi.
toast-difference-settled-before = Bu avval hal qilingan.
