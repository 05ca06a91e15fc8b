## Подписки: слова для других текстов

plain-period-minute = { $count } мин
plain-period-day = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[other] { $count } дней
}
plain-period-month = { $count ->
    [one] { $count } месяц
    [few] { $count } месяца
   *[other] { $count } месяцев
}
plain-subscription-state-incomplete = ещё не оплачена
plain-subscription-state-active = действует
plain-subscription-state-cancelled = не будет продлеваться
plain-subscription-state-grace = продление не оплачено
plain-subscription-state-expired = закончилась
plain-subscription-state-refunded = деньги возвращены
plain-subscription-state-flagged = проверяется
plain-invoice-period = Подписка №{ $number }

## Оплата периода

period-due-first =
    ⭐ Подписка №{ $number }: <b>{ $plan }</b>
    { $period }, { $channels }

    К оплате: <b>{ $amount }</b>
    Оплатите до { $until }. Доступ откроется, как только придут деньги.
period-due-next =
    🔄 Пора продлить подписку №{ $number }: <b>{ $plan }</b>
    Она оплачена до { $paidUntil }; следующие { $period } пойдут без перерыва.

    К оплате: <b>{ $amount }</b>
    Оплатите до { $until }, потом доступ закроется.
period-nudge-first =
    🔔 Подписка №{ $number } ждёт оплаты: <b>{ $plan }</b>

    К оплате: <b>{ $amount }</b>
    Оплатите до { $until }. Доступ откроется, как только придут деньги.
period-nudge-next =
    🔔 Подписка №{ $number } ещё не продлена: <b>{ $plan }</b>
    Она была оплачена до { $paidUntil }.

    К оплате: <b>{ $amount }</b>
    Оплатите до { $until }, потом доступ закроется.
period-received =
    ✅ Получили { $amount }, спасибо!
    Подписка №{ $number } «{ $plan }» оплачена до <b>{ $until }</b>.
period-expired =
    ⌛ Время оплаты подписки №{ $number } вышло. Деньги не списаны.
    Оформить снова можно в любой момент: /plans
period-late-revived =
    ✅ Ваш платёж { $amount } пришёл поздно, но мы его приняли: подписка №{ $number } «{ $plan }» действует до <b>{ $until }</b>.
period-late-refund =
    ⚠️ Ваш платёж { $amount } за подписку №{ $number } уже не нужен.
    Вернём деньги и напишем. Вопросы? /paysupport
period-refund-started =
    ↩️ Возвращаем { $amount } за подписку №{ $number }.
    { $provider ->
        [stars] Звёзды вернутся на ваш баланс в Telegram.
        [manual] Наличные вернёт магазин, с вами свяжутся.
       *[other] Деньги вернутся туда, откуда вы платили ({ $way }).
    }
    Напишем, когда будет готово. Вопросы? /paysupport
period-refund-completed =
    ✅ Вернули { $amount } за подписку №{ $number } ({ $way }).
    Если не видите денег, напишите нам: /paysupport
period-refund-todo =
    { $reminder ->
        [0] ↩️ <b>Верните { $amount }</b> за подписку №{ $number }
       *[other] ⏰ <b>Всё ещё надо вернуть { $amount }</b> за подписку №{ $number }
    }
    Покупатель: { $buyer }
    Причина: { $reason }
period-late-owner-revived = 💰 За подписку №{ $number } поздно пришли { $amount }: она снова действует.
period-late-owner-refund = ⚠️ За подписку №{ $number } пришли лишние { $amount }. Возвращаем.
btn-pay-stars-monthly = { $stars } с автопродлением
btn-pay-stars-once = { $stars } один раз
btn-subscription = Подписка №{ $number }
btn-pay-invoice = Оплатить { $stars }
stars-monthly =
    ⭐ <b>{ $stars }</b> каждые { $period }, Telegram списывает сам.
    Остановить можно в любой момент: здесь командой /cancel или в Telegram: Настройки → Мои звёзды.

## Подписка: новости для покупателя

subscription-rejected-not_for_sale =
    😔 «{ $plan }» больше не продаётся. Деньги не списаны.
    Посмотрите, что есть: /plans
subscription-rejected-no_seat =
    😔 Последнее место в «{ $plan }» только что заняли. Деньги не списаны.
    Посмотрите, что есть ещё: /plans
subscription-begun =
    🎁 Подписка №{ $number } «{ $plan }» ваша до <b>{ $until }</b>.
access-opened =
    🔑 { $count ->
        [1] Вход открыт: { $channels }.
       *[other] Входы открыты: { $channels }.
    }
    Нажмите кнопку и попросите принять вас: впустим сразу. Ссылка действует до { $until } и только для вас.
btn-join = 🔑 { $title }
renewal-reminder-auto =
    🔔 Подписка №{ $number } «{ $plan }» продлится сама <b>{ $until }</b>: { $amount }.
    Делать ничего не нужно. Если не хотите, нажмите кнопку ниже.
renewal-reminder-pay =
    🔔 Подписка №{ $number } «{ $plan }» оплачена до <b>{ $until }</b>.
    Оплатите сейчас, и новое время прибавится к старому: { $amount }.
renewal-reminder-ending =
    🔔 Подписка №{ $number } «{ $plan }» заканчивается <b>{ $until }</b> и не продлится, как вы просили.
    Передумали? Нажмите кнопку ниже.
subscription-grace =
    ⚠️ Оплаченное время подписки №{ $number } «{ $plan }» закончилось.
    Держим ваше место до <b>{ $until }</b>. Продлите, и ничего не потеряется: { $amount }.
subscription-cancelled =
    ✅ Подписка №{ $number } «{ $plan }» не будет продлеваться, больше ничего не спишется.
    Доступ у вас до <b>{ $until }</b>.
subscription-paused-yes =
    ⏸ Магазин поставил подписку №{ $number } «{ $plan }» на паузу. Оставшееся время сохраняется.
    Вопросы? /support
subscription-paused-no =
    ▶️ Подписка №{ $number } «{ $plan }» снова идёт, до <b>{ $until }</b>.
access-ended-expired =
    👋 Подписка №{ $number } «{ $plan }» закончилась, и доступ тоже: { $channels }.
    Спасибо, что были с нами! Вернуться можно в любой момент.
access-ended-refunded =
    👋 Деньги за подписку №{ $number } «{ $plan }» возвращены, доступ закрыт: { $channels }.
    Вернуться можно в любой момент: /plans
access-ended-revoked =
    ⛔ Магазин закрыл подписку №{ $number } «{ $plan }».
    Вопросы? /support
win-back =
    { $offer ->
        [1] 💐 Ваше место свободно: { $channels }. Оставить его за вами?
       *[other] 💐 Без вас уже много нового: { $channels }. Вернётесь?
    }
    «{ $plan }»: { $amount } за { $period }.
btn-no-offers = 🔕 Больше не предлагать
star-renewal-failed =
    ⚠️ Telegram не смог списать { $amount } за подписку №{ $number } «{ $plan }».
    Пополните звёзды или оплатите иначе. Доступ остаётся до <b>{ $until }</b>.

## Подписки: новости для сотрудников

stranger-at-link =
    🚫 По ссылке подписки №{ $number } ({ $buyer }) пришёл кто-то другой.
    Мы его не впустили и закрыли ссылку; покупатель получит новую. Делать ничего не нужно.
subscription-flagged =
    🚩 По ссылкам подписки №{ $number } ({ $buyer }) пришло несколько чужих.
    Новых ссылок она не выдаёт. Если всё в порядке, снимите отметку.
subscriber-exempt =
    ℹ️ Подписка №{ $number } ({ $buyer }) закончилась, но в «{ $channel }» этот человек — администратор или владелец, а таких бот удалить не может.
    Если ему там не место, удалите вручную.
refund-wanted =
    ↩️ { $buyer } просит вернуть деньги за подписку №{ $number }.
    Причина: { $reason }
    Оплачено до { $until }; вместе с деньгами закончится и оставшееся время.
btn-refund-give = ↩️ Вернуть деньги
btn-lift-flag = 🏳️ Снять отметку
channel-trouble-no_rights =
    ⚠️ В канале «{ $title }» боту не хватает прав. Оплатившие не могут войти, а те, чьё время вышло, остаются.
    Откройте канал → Администраторы → наш бот и включите «Приглашать пользователей» и «Блокировать пользователей». Остальное сделается само.
channel-trouble-not_there =
    ⚠️ Бота больше нет в канале «{ $title }», или канала нет. Оплатившие не могут войти.
    Добавьте бота в канал администратором с правами «Приглашать пользователей» и «Блокировать пользователей». Остальное сделается само.

## Бот: тарифы и подписки

plain-command-plans = Подписки и цены
plain-command-status = Мои подписки
plain-command-cancel = Остановить подписку
plans =
    ⭐ Подписки <b>{ $shop }</b>
    Выберите, чтобы узнать, что открывается 👇
plans-none =
    Сейчас подписок в продаже нет.
    Загляните в каталог: /catalog
btn-plans = ⭐ Подписки
btn-plan = { $name } · { $price }
plan =
    ⭐ <b>{ $name }</b>
    { $text }

    { $price } за { $period }
    Открывает: { $channels }
plan-trial = 🎁 Первые { $days } бесплатно, дальше решаете вы.
plan-seats = Осталось мест: { $left } из { $seats }
plan-no-seat = Сейчас все места заняты. Загляните чуть позже.
plan-yours = У вас она уже есть, до <b>{ $until }</b>. Новая оплата прибавится к этому времени.
btn-subscribe = ✅ Подписаться
btn-start-trial = 🎁 Начать бесплатно
btn-my-subscription = Моя подписка
consent =
    Перед подпиской на <b>{ $name }</b> прочитайте условия:

    <blockquote>{ $terms }</blockquote>

    Версия { $version }. Нажимая «Согласен», вы их принимаете.
btn-agree = ✅ Согласен, дальше
btn-offers-off = ☐ Сообщать о предложениях
btn-offers-on = ☑ Сообщать о предложениях
subscribe-placed =
    ✅ Подписка «{ $name }»: секунду, способы оплаты придут следующим сообщением.
subscribe-trial =
    ✅ Подписка «{ $name }»: секунду, доступ придёт следующим сообщением.
status-none =
    Подписок у вас пока нет.
    Посмотрите, что есть: /plans
subscription-card =
    ⭐ <b>{ $plan }</b>, подписка №{ $number }: { $state }
    { $channels } · { $amount } за { $period }
subscription-until = Оплачена до <b>{ $until }</b>.
subscription-next-auto = Следующие { $period } Telegram спишет сам.
subscription-next-ask = Перед концом напишем, и вы оплатите как удобно.
subscription-next-none = Продлеваться не будет.
subscription-next-change = Потом: «{ $plan }», { $amount } за { $period }.
subscription-next-change-now = «{ $plan }» начнётся сразу после оплаты; оставшееся время станет днями нового тарифа.
subscription-next-grace = Оплатите до <b>{ $until }</b>, чтобы сохранить место.
subscription-next-incomplete = Ещё не оплачена: { $amount } до { $until }.
subscription-next-flagged = Магазин разбирается; новые ссылки пока не выдаются. /support
subscription-next-paused = Она на паузе; оставшееся время сохраняется.
btn-renew = 🔄 Продлить: { $amount }
btn-cancel-renewal = ✖️ Не продлевать
btn-resume-renewal = ▶️ Всё же продлевать
btn-links = 🔑 Мои ссылки
btn-change-plan = ↔️ Другой тариф
btn-ask-refund = ↩️ Вернуть деньги
btn-back-to-subscription = ← Подписка №{ $number }
cancel-renewal-ask =
    Остановить подписку №{ $number } «{ $plan }»?
    Доступ останется до <b>{ $until }</b>, больше ничего не спишется.
cancel-renewal-ask-now =
    Остановить подписку №{ $number } «{ $plan }»?
    Оплаченное время вышло, поэтому доступ закроется сразу.
cancel-renewal-ask-unpaid = Отказаться от подписки №{ $number } «{ $plan }»? Она ещё не оплачена.
cancel-renewal-choose = Какую подписку остановить? 👇
cancel-renewal-none =
    Останавливать нечего: ни одна подписка не продлевается.
    Посмотреть их: /status
btn-cancel-renewal-sure = Да, остановить
btn-keep-subscription = Нет, оставить
change-plan =
    ↔️ Подписка №{ $number } сейчас «{ $plan }». На какой тариф перейти?
    «Сейчас» — сразу: остаток оплаченного времени станет днями нового тарифа, бесплатные дни сгорят. «Потом» — когда закончится ваше время.
change-plan-none = Других тарифов сейчас нет.
btn-change-now = { $name } · { $price }, сейчас
btn-change-later = { $name } · { $price }, потом
change-plan-now =
    ✅ «{ $name }» начнётся, как только вы оплатите { $amount }. Секунду, способы оплаты придут следующим сообщением.
change-plan-later =
    ✅ «{ $name }» начнётся, когда закончится оплаченное время, <b>{ $until }</b>. Напишем заранее.
refund-ask =
    Вернуть деньги за последний период подписки №{ $number }, { $amount }?
    Доступ при этом закроется.
btn-refund-ask-sure = Да, вернуть
refund-asked-owner = ✅ Передали магазину. Он решит и напишет вам.
refund-asked-given = ✅ Деньги возвращаются. Напишем, когда будет готово.
links-again = 🔑 Секунду, новые ссылки придут следующим сообщением. Старые больше не работают.
join-denied-stranger =
    Эта ссылка сделана для другого человека, поэтому впустить по ней не можем.
    Своё место: нажмите /plans в этом чате.
join-denied-ended =
    Ваша подписка на этот канал закончилась, поэтому впустить не можем.
    Продлить: /status
join-denied-other =
    Сейчас впустить не можем. Почему: /status

toast-subscription-unknown = Такой подписки здесь нет. Ваши подписки: /status
toast-plan-gone = Этот тариф больше не продаётся. Что есть: /plans
toast-plan-full = Сейчас все места заняты.
toast-renew-asked = Способы оплаты придут следующим сообщением.
toast-renew-not-now = Сейчас продлить нельзя. Загляните в /status
toast-renewal-cancelled = Готово: продлеваться не будет.
toast-renewal-resumed = Готово: будет продлеваться.
toast-renewal-resumed-stars = Готово. Чтобы Telegram снова списывал звёзды, включите это: Настройки → Мои звёзды.
toast-step-impossible = Сейчас не получится: что-то изменилось. Загляните в /status
toast-too-many-links = Ссылок в этом месяце было много. Напишите нам, поможем: /support
toast-links-flagged = Пока разбираемся, новые ссылки не выдаём. Напишите нам: /support
toast-offers-stopped = Готово: больше не предлагаем.
toast-refund-nothing = Возвращать нечего: платежа нет.
toast-stars-renew-already = Telegram уже продлевает её сам, платить не нужно.
toast-refund-begun = Деньги возвращаются, покупателю напишем.
toast-flag-lifted = Отметка снята.
