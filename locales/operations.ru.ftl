## Проверка доступа

audit-report =
    🔎 <b>Сверили, кто в каналах и кому туда можно</b>
    Проверено: { $checked }
    Впущены снова: { $in }
    Удалены: { $out }
    В канале, но никогда не подписывались: { $unknown }
    Не удалось посмотреть: { $skipped }

    Тех, кто никогда не подписывался, бот не удаляет: посмотрите список участников канала и решите сами.

## Stars

differences-found = ⭐ <b>Stars в Telegram и в нашей книге расходятся: { $count }</b>
difference-charge_not_booked = Telegram списал у покупателя { $amount } ⭐, а такой оплаты в книге нет. Списание <code>{ $charge }</code>
difference-charge_not_at_telegram = В книге есть оплата { $amount } ⭐, которой Telegram не знает. Списание <code>{ $charge }</code>
difference-amount_differs = Telegram списал { $amount } ⭐, в книге { $booked } ⭐. Списание <code>{ $charge }</code>
difference-refund_not_booked = Telegram вернул { $amount } ⭐, в книге этого не было. Списание <code>{ $charge }</code>
difference-chargeback = Магазин приложений покупателя забрал { $amount } ⭐ обратно (чарджбэк). Списание <code>{ $charge }</code>
difference-refund_not_at_telegram = По книге { $amount } ⭐ возвращены, но Telegram их не вернул. Списание <code>{ $charge }</code>
difference-unnamed_debit = Telegram забрал у магазина { $amount } ⭐ и не сказал, чья это оплата. Движение <code>{ $charge }</code>
remedy-recorded = ✅ Записано: оплаченное время закончилось, а с ним и доступ. Делать ничего не нужно.
remedy-booked = ✅ Записано: покупатель получил оплаченное. Делать ничего не нужно.
remedy-take_update = 👉 Сообщение об оплате потерялось. Попросите оператора принять его снова (инструкция «Paid, and no access») или верните Stars.
remedy-look_into_log = 👉 Менялся ли токен бота? Если нет, покажите это оператору.
remedy-return_stars = 👉 Верните Stars ещё раз или решите вопрос с покупателем.
remedy-find_payer = 👉 Чаще всего это чарджбэк. Найдите оплаты на эту сумму, закройте доступ тому, кто забрал деньги, и нажмите кнопку.
plain-reason-chargeback = магазин приложений покупателя забрал деньги обратно

## Страница для сотрудников

operations = 🛠 <b>Каналы и Stars</b>
operations-access =
    🚪 Удалены за сутки: { $removed } из { $ended }
    Ждут входа: { $waiting }
operations-oldest = ⏳ Дольше всех Telegram ждут с { $since }.
operations-audit-none = 🔎 Ещё ни разу не сверяли, кто в каналах и кому туда можно.
operations-audit-runs = 🔎 Идёт сверка: проверено { $checked } из { $total }.
operations-audit =
    🔎 Последняя сверка: { $at }
    Проверено { $checked }, впущены снова { $in }, удалены { $out }, исключения { $exempt }, неизвестны { $unknown }, пропущены { $skipped }
operations-stars-agree = ⭐ Stars сходятся с Telegram.
operations-stars-differ = ⭐ <b>Где Stars расходятся:</b>
btn-operations = 🛠 Каналы и Stars
btn-audit-now = 🔎 Сверить сейчас
btn-refresh = 🔄 Обновить
btn-difference-settled = ✅ { $amount } ⭐: улажено
toast-audit-begun = 🔎 Сверка началась. Если будет что сказать, придёт отчёт.
toast-audit-runs = 🔎 Сверка уже идёт.
toast-difference-settled = ✅ Отмечено.
toast-difference-settled-before = Это уже улажено.
