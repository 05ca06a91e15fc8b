## Сотрудники: подписчики

btn-page-subscriptions = ⭐ Подписки
btn-page-plans = 🏷 Тарифы
btn-page-channels = 📢 Каналы
staff-subscribers =
    ⭐ <b>Подписки</b>
    { $count ->
        [one] Сейчас доступ есть у { $count } человека.
       *[other] Сейчас доступ есть у { $count } человек.
    }
plain-subscribers-all = все
btn-subscribers-list = { $list } · { $count }
staff-subscribers-list = ⭐ <b>Подписки</b>: { $list }, сначала новые
staff-subscribers-none = ⭐ <b>Подписки</b>: { $list }. Таких нет.
btn-subscriber = №{ $number } · { $state } · { $buyer }
btn-newer = ← Новее
btn-older = Старее →
btn-find-subscriber = 🔎 Найти
staff-find-ask = 🔎 Кого ищем? Напишите часть имени, Telegram id или номер подписки.
staff-find-none = 🔎 По запросу «{ $text }» никого нет. Напишите иначе, поищем ещё раз.
staff-found = 🔎 Нашлись по запросу «{ $text }»:
staff-found-many = 🔎 Самые новые по запросу «{ $text }». Чтобы сузить, напишите имя полнее.
staff-subscription =
    ⭐ <b>{ $plan }</b>, подписка №{ $number }: { $state }
    { $buyer } · <code>{ $id }</code>
    { $amount } за { $period }
staff-subscription-was-until = Была оплачена до { $until }.
staff-subscription-renews = Перед окончанием попросим оплатить.
staff-subscription-renews-stars = Telegram продлевает сам.
staff-subscription-renewal-failed = ⚠️ Telegram не смог списать звёзды, покупателю написали.
staff-subscription-next = Потом: «{ $plan }».
staff-subscription-vip = 👑 VIP: конец оплаченного времени ничего не закрывает.
staff-subscription-paused = ⏸ На паузе: остаток времени сохраняется, каналы пока закрыты.
staff-subscription-flag = 🚩 На проверке: { $reason }
staff-subscription-end = ⛔ Завершена: { $reason }
staff-places = <b>Каналы</b>
staff-place = { $title }: { $member }, { $right }
plain-member-in = в канале
plain-member-out = не в канале
plain-member-admin = в канале как администратор
plain-right-none = доступа ещё нет
plain-right-pending = доступ меняется
plain-right-trouble = ждёт, пока у бота будут права
plain-right-open = доступ открыт
plain-right-open-link = есть ссылка
plain-right-open-flagged = на проверке, ссылок нет
plain-right-closed = доступ закрыт
plain-right-closed-exempt = доступ закрыт, но администратора бот удалить не может
plain-right-closed-kept = остаётся по другой подписке
staff-payments = <b>Платежи</b>
staff-payment = { $ref } · { $amount } · { $state }
plain-period-payment-due = ждёт оплаты
plain-period-payment-held = оплачивается
plain-period-payment-paid = оплачен
plain-period-payment-expired = не оплачен вовремя
plain-period-payment-cancelled = больше не нужен
plain-period-payment-refunded = возвращён
btn-extend = 🎁 +{ $days }
btn-send-links = 🔑 Выслать ссылки
btn-pause = ⏸ Пауза
btn-unpause = ▶️ Снять с паузы
btn-vip-on = 👑 Сделать VIP
btn-vip-off = 👑 Убрать VIP
btn-staff-refund = ↩️ Возврат
btn-revoke = ⛔ Закрыть доступ
btn-flag = 🚩 На проверку
staff-refund-ask =
    ↩️ Вернуть { $amount } за последний период подписки №{ $number } «{ $plan }» ({ $buyer })?
    Вместе с деньгами уйдёт остаток этого времени.
staff-judge-revoke =
    ⛔ Закрыть подписку №{ $number } «{ $plan }» ({ $buyer }) прямо сейчас?
    Остаток оплаченного времени сгорит, деньги не вернутся. Ответьте на это сообщение причиной или нажмите кнопку.
staff-judge-flag =
    🚩 Взять подписку №{ $number } «{ $plan }» ({ $buyer }) на проверку?
    Оплаченное время останется, но новых ссылок не будет, пока вы не снимете отметку. Ответьте на это сообщение причиной или нажмите кнопку.
btn-revoke-sure = ⛔ Закрыть без причины
btn-flag-sure = 🚩 Отметить без причины
toast-subscriber-unknown = Такой подписки в этом магазине нет.
toast-subscriber-not-now = Сейчас этого сделать нельзя: подписка изменилась.
toast-time-given = Подарено: { $more }. Покупателю напишем.
toast-links-resent = Новые ссылки уже в пути, старые больше не работают.
toast-paused = На паузе. Остаток времени сохраняется.
toast-unpaused = Подписка снова идёт.
toast-vip-on = VIP: больше ничего не закончится.
toast-vip-off = Больше не VIP.
toast-revoked = Закрыто. Покупатель теряет доступ, мы ему напишем.
toast-flagged = Отмечено: новых ссылок не будет.

## Сотрудники: что было с подпиской

history-by = { $what } · { $name }
history-because = { $what }: { $reason }
history-subscription-created = подписка оформлена
history-period-begun = период { $period }, до { $until }
history-extended = время в подарок, до { $until }
history-subscription-give_up = первый платёж не пришёл
history-subscription-cancel = продление остановлено
history-subscription-resume = продление снова включено
history-subscription-lapse = оплаченное время вышло, идут льготные дни
history-subscription-expire = закончилась
history-subscription-revoke = закрыта магазином
history-subscription-flag = взята на проверку
history-subscription-unflag = отметка снята
history-subscription-pause = пауза
history-subscription-unpause = снова идёт
history-subscription-vip_on = VIP
history-subscription-vip_off = больше не VIP
history-subscription-change_plan = выбран другой тариф
history-star-renewal-on = Telegram продлевает сам
history-star-renewal-off = продление остановлено в Telegram
history-star-renewal-failed = Telegram не смог списать
history-access-granted = открыт доступ: { $channel }
history-access-expired = доступ закончился: { $channel }
history-access-revoked = доступ закрыт: { $channel }
history-denied-stranger = чужого не впустили
history-denied-flagged = ссылки нет: на проверке
history-denied-ended = не впустили: закончилась
history-denied-paused = не впустили: пауза
history-denied-link_closed = не впустили: старая ссылка
history-denied-too_many_links = ссылки нет: слишком много
history-member-joined = зашёл в канал: { $channel }
history-member-left = вышел из канала: { $channel }
history-payment-expired = не оплачено вовремя

## Сотрудники: тарифы

staff-plans =
    🏷 <b>Тарифы</b>
    ✅ — в продаже; число — у скольких сейчас есть доступ.
staff-plans-none = 🏷 Тарифов ещё нет. Создайте первый 👇
btn-staff-plan = ✅ { $name } · { $count }
btn-staff-plan-off = ▫️ { $name } · { $count }
btn-plan-new = ➕ Новый тариф
staff-plan =
    🏷 <b>{ $name }</b>: в продаже
    { $text }
staff-plan-off =
    🏷 <b>{ $name }</b>: не продаётся
    { $text }
staff-plan-price = Цена: { $price } за { $period }
staff-plan-other-price = { $way }: { $price }
staff-plan-stars = Звёзды: { $stars }, Telegram может продлевать сам
staff-plan-stars-once = Звёзды: { $stars }, каждый раз вручную; сам Telegram продлевает только 30 дней
staff-plan-trial = Сначала бесплатно: { $days }
staff-plan-seats = Места: занято { $taken } из { $seats }
staff-plan-channels = Открывает: { $channels }
staff-plan-subscribers = Сейчас доступ есть у { $count }
staff-plan-changes = <b>Последние изменения</b>
staff-plan-sold-stays = Изменения действуют для новых подписок. Проданные остаются такими, какими их купили.
plain-price-none = не указана
plain-plan-made = создан
plain-plan-names = название
plain-plan-texts = описание
plain-plan-period = период
plain-plan-price = цена
plain-plan-prices = цена способа оплаты
plain-plan-starPrice = цена в звёздах
plain-plan-trialDays = бесплатные дни
plain-plan-seats = места
plain-plan-channels = каналы
plain-plan-active = продажа
btn-plan-on = ✅ Продавать
btn-plan-off = ⏹ Снять с продажи
btn-plan-price = 💵 Цена
btn-plan-stars = ⭐ Цена в звёздах
btn-plan-prices = 💳 Цены по способам оплаты
btn-plan-period = 🗓 Период
btn-plan-trial = 🎁 Бесплатные дни
btn-plan-channels = 📢 Каналы
btn-plan-seats = 💺 Места
btn-plan-texts = 📝 Название и описание
btn-plan-back = ← К тарифу
staff-plan-texts = 📝 <b>Название и описание</b>
staff-plan-texts-in =
    { $lang }: <b>{ $name }</b>
    { $text }
plain-lang-ru = Русский
plain-lang-uz = Oʻzbekcha
plain-lang-en = English
btn-plan-name = Название: { $lang }
btn-plan-text = Описание: { $lang }
staff-plan-period = 🗓 «{ $name }» продаётся на { $period }. Выбрать другой период?
btn-period = { $period }
btn-chosen-period = ✅ { $period }
staff-plan-opens = 📢 Что открывает «{ $name }»:
btn-opens-channel = ✅ { $title }
btn-opens-not-channel = ▫️ { $title }
staff-plan-prices = 💳 «{ $name }» стоит { $price }, а где ниже указана другая цена — столько. Нажмите, чтобы изменить.
btn-plan-way = { $way }: та же
btn-plan-way-price = { $way }: { $price }
staff-plan-ask-price = 💵 Сколько стоит один период «{ $name }»? Напишите сумму, например 90 000.
staff-plan-ask-stars = ⭐ Сколько звёзд стоит «{ $name }»? Напишите число; 0 — по курсу магазина.
staff-plan-ask-way = 💳 Сколько стоит один период «{ $name }», если платят так: { $way }? Напишите сумму, например 90 000; 0 — как в тарифе.
staff-plan-ask-trial = 🎁 Сколько первых дней «{ $name }» бесплатны? Напишите число; 0 — нисколько.
staff-plan-ask-seats = 💺 У скольких сразу может быть «{ $name }»? Напишите число; 0 — без ограничения.
staff-plan-ask-name_ru = 📝 Как «{ $name }» называется по-русски? Напишите, до 100 знаков.
staff-plan-ask-name_uz = 📝 Как «{ $name }» называется по-узбекски? Напишите, до 100 знаков.
staff-plan-ask-name_en = 📝 Как «{ $name }» называется по-английски? Напишите, до 100 знаков.
staff-plan-ask-text_ru = 📝 Что люди получают с «{ $name }»? Напишите по-русски, до 1000 знаков.
staff-plan-ask-text_uz = 📝 Что люди получают с «{ $name }»? Напишите по-узбекски, до 1000 знаков.
staff-plan-ask-text_en = 📝 Что люди получают с «{ $name }»? Напишите по-английски, до 1000 знаков.
staff-plan-ask-new = ➕ Как называется новый тариф? Напишите, до 100 знаков. Он не продаётся, пока у него нет цены и канала и вы не включили продажу.
staff-plan-fault-not_a_price = Это не сумма. Напишите цифрами, например 90 000.
staff-plan-fault-too_cheap = Платёжные системы не берут меньше { $least }. Напишите сумму побольше.
staff-plan-fault-not_a_number = Это не целое число, которое сюда подходит. Напишите цифрами.
staff-plan-fault-too_long = Слишком длинно. Напишите короче.
toast-plan-changed = Готово.
toast-plan-needs_price = Сначала нужна цена.
toast-plan-needs_channel = Нужен хотя бы один канал. Чтобы убрать последний, сначала снимите тариф с продажи.
toast-staff-plan-unknown = Такого тарифа в этом магазине нет.

## Сотрудники: каналы

staff-channels = 📢 <b>Каналы, которые открывают подписки</b>
staff-channels-none = 📢 Каналов ещё нет.
staff-channel-well = ✅ { $title }
staff-channel-no-rights =
    ⚠️ { $title }: боту не хватает прав с { $since }.
    Откройте канал → Администраторы → наш бот и включите «Приглашение» и «Блокировку» пользователей.
staff-channel-not-there =
    ⚠️ { $title }: бота там нет с { $since }.
    Добавьте его администратором с правами «Приглашение» и «Блокировка» пользователей.
staff-channels-add = Чтобы добавить канал, сделайте этого бота администратором своего закрытого канала с правами «Приглашение» и «Блокировка» пользователей. Он сразу вам напишет.
channel-offer = 📢 Теперь я администратор «{ $title }». Открывать его по подписке?
channel-offer-no-rights = 📢 Теперь я в «{ $title }». Чтобы впускать и убирать подписчиков, мне нужны права «Приглашение» и «Блокировка» пользователей.
channel-offer-public = 📢 «{ $title }» — открытый канал: его читают и без подписки. Сделайте его закрытым и добавьте меня ещё раз.
btn-use-channel = ✅ Открывать по подписке
staff-channel-used = ✅ Теперь «{ $title }» можно открывать по подписке. Выберите тарифы, которые его открывают.
toast-channel-gone = Меня в этом канале больше нет. Добавьте ещё раз.
