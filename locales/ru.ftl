### Тексты магазина по-русски. Ключи одни во всех языках; новый ключ заводится сразу в трёх файлах.
### btn-, toast- и plain- — без разметки (кнопки, ответы на нажатия до 200 знаков, кусочки текста); остальное — HTML Telegram.

## Слова и даты

plain-moment = { $day } { $month }, { $time }
plain-day = { $day } { $month }
plain-month-1 = января
plain-month-2 = февраля
plain-month-3 = марта
plain-month-4 = апреля
plain-month-5 = мая
plain-month-6 = июня
plain-month-7 = июля
plain-month-8 = августа
plain-month-9 = сентября
plain-month-10 = октября
plain-month-11 = ноября
plain-month-12 = декабря

plain-provider-payme = Payme
plain-provider-click = Click
plain-provider-stars = Telegram Stars
plain-provider-telegram_fiat = карта в Telegram
plain-provider-manual = наличные

## Оплата: экран и напоминания

payment-due-full =
    🧾 <b>Заказ №{ $number }</b>
    { $items }

    К оплате: <b>{ $amount }</b>
    Оплатите до { $until }
payment-due-deposit =
    🧾 <b>Заказ №{ $number }</b>
    { $items }

    Предоплата: <b>{ $amount }</b> из { $total }
    Оплатите до { $until }
    { $plan ->
        [preorder] Остаток { $rest } — когда цветы приедут в магазин.
       *[other] Остаток { $rest } — перед доставкой, мы напомним.
    }
payment-due-balance =
    🧾 <b>Заказ №{ $number }</b>
    { $items }

    { $plan ->
        [preorder] Цветы приехали! Остаток: <b>{ $amount }</b> из { $total }
       *[other] Остаток: <b>{ $amount }</b> из { $total }
    }
    Оплатите до { $until }
payment-nudge-full =
    🔔 Заказ №{ $number } ждёт оплаты
    { $items }

    К оплате: <b>{ $amount }</b>
    Оплатите до { $until }, потом заказ отменится и цветы вернутся на витрину.
payment-nudge-deposit =
    🔔 Заказ №{ $number } ждёт предоплаты
    { $items }

    Предоплата: <b>{ $amount }</b>
    Оплатите до { $until }, потом заказ отменится и цветы вернутся на витрину.
payment-nudge-balance =
    🔔 Заказ №{ $number }: остался последний шаг
    { $items }

    Остаток: <b>{ $amount }</b>
    Оплатите до { $until }, чтобы мы успели с доставкой.
pay-choose = Как вам удобно заплатить? 👇
pay-no-way = Сейчас оплата в боте не подключена. Напишите нам: /support

btn-pay-payme = 💳 Payme
btn-pay-click = 💳 Click
btn-pay-stars = ⭐ Stars · { $stars }
btn-pay-card = 💳 Карта в Telegram
btn-pay-cash = 💵 Наличными
btn-more-time = ⏳ Нужно время
btn-cancel-order = ✖️ Отменить заказ
btn-stop-nudges = 🔕 Не напоминать

## Оплата: что с деньгами

payment-received-full =
    ✅ Получили { $amount }. Заказ №{ $number } оплачен полностью, спасибо!
    Передаём его флористам и напишем, когда букет возьмут в работу.
payment-received-deposit =
    ✅ Получили предоплату { $amount } за заказ №{ $number }, спасибо!
    { $plan ->
        [preorder] Цветы за вами. Напишем, когда они приедут, и попросим остаток { $rest }.
       *[other] Цветы за вами. Остался ещё платёж: { $rest }.
    }
payment-received-balance =
    ✅ Получили { $amount }. Заказ №{ $number } оплачен полностью, спасибо!
    Передаём его флористам и напишем, когда букет возьмут в работу.
payment-expired =
    ⌛ Время оплаты вышло, заказ №{ $number } отменён. Деньги не списаны.
    Цветы ещё нужны? Соберите заказ заново, это минута.
payment-expired-balance =
    ⌛ Остаток за заказ №{ $number } не поступил вовремя, заказ закрыт.
    { $fate ->
        [keep] Предоплата { $paid } по правилам магазина не возвращается.
        [refund] Предоплату { $paid } вернём и сразу напишем.
       *[asked] Что будет с предоплатой { $paid }, решит магазин. Если её вернут, мы напишем.
    }
    Вопросы — /support
late-money-revived =
    ✅ Платёж { $amount } пришёл после срока, но цветы ещё есть.
    Заказ №{ $number } снова в работе, делать ничего не нужно.
late-money-refund =
    ⚠️ Платёж { $amount } за заказ №{ $number } пришёл, когда заказ уже был закрыт.
    Деньги вернём и напишем об этом. Вопросы — /paysupport
late-money-unneeded =
    ⚠️ По заказу №{ $number } пришёл лишний платёж { $amount }. Заказ идёт своим чередом.
    Эти деньги вернём и напишем вам. Вопросы — /paysupport
refund-started =
    ↩️ Возвращаем { $amount } за заказ №{ $number }.
    { $provider ->
        [stars] Звёзды вернутся на ваш баланс в Telegram.
        [manual] Наличные вернёт магазин, с вами свяжутся.
       *[other] Деньги вернутся туда, откуда вы платили ({ $way }).
    }
    Напишем, когда всё готово. Вопросы — /paysupport
refund-completed =
    ✅ Вернули { $amount } за заказ №{ $number } ({ $way }).
    Если денег не видно, напишите нам: /paysupport

## Заказ: новости покупателю

order-rejected-sold-out =
    😔 Только что закончилось: { $items }
    Заказ не оформлен, деньги не списаны. Выберите что-нибудь ещё 👇
order-rejected-not-for-sale =
    😔 Это сейчас не продаётся: { $items }
    Заказ не оформлен, деньги не списаны. Посмотрите, что есть 👇
goods-awaited =
    📦 Предзаказ №{ $number } за вами
    { $items }

    Ждём поставку { $day }. Как только цветы приедут, напишем и попросим остаток { $rest }.
goods-awaited-no-day =
    📦 Предзаказ №{ $number } за вами
    { $items }

    Как только цветы приедут, напишем и попросим остаток { $rest }.
order-cancelled =
    ✖️ Заказ №{ $number } отменён.
    Деньги не списаны. Будем рады видеть вас снова 🌷
order-cancelled-paid =
    ✖️ Заказ №{ $number } отменён.
    Вернём { $paid }, о возврате напишем отдельно.
order-cancelled-why = Причина: { $reason }
deposit-kept-for-buyer =
    ⌛ Заказ №{ $number } закрыт: остаток { $rest } не оплачен вовремя.
    Предоплата { $paid } остаётся магазину. Если не согласны, напишите нам: /support
order-progress-paid = 💐 Заказ №{ $number } у флористов. Напишем, когда его возьмут в работу.
order-progress-accepted = 👩‍🌾 Флорист взял заказ №{ $number } и собирает букет. Напишем, когда он будет готов.
order-progress-assembled = 🎀 Букет для заказа №{ $number } готов! Передаём курьеру.
order-progress-out_for_delivery = 🚚 Заказ №{ $number } едет к вам. Пожалуйста, будьте на связи.
order-progress-delivered = 🌷 Заказ №{ $number } доставлен. Пусть радует!
rating-ask = Как вам заказ №{ $number }? Поставьте оценку, это помогает нам стать лучше 👇

btn-catalog = 🌷 Каталог
btn-order = 📦 Заказ №{ $number }
btn-rate = { $score } ⭐
btn-orders = 📋 Мои заказы

## Сотрудникам

offer =
    { $round ->
        [1] 🆕 <b>Новый заказ №{ $number }</b>
       *[other] ⏰ <b>Заказ №{ $number } всё ещё без флориста</b>
    }
    { $items }

    Сумма: { $total }. Кто соберёт? Жмите «Беру».
offer-unanswered =
    ⚠️ Заказ №{ $number } никто не взял
    { $items }

    Позвоните флористам или возьмите заказ сами.
courier-offer =
    🚚 <b>Заказ №{ $number } готов к доставке</b>
    { $items }

    Покупатель: { $buyer }. Заберёте? Жмите «Забрал».
order-late-florist = ⏰ Заказ №{ $number } слишком долго ждёт флориста. Проверьте, кто может взять.
order-late-assembly = ⏰ Заказ №{ $number } слишком долго собирают. Флорист: { $florist }. Спросите, что мешает.
order-late-courier = ⏰ Заказ №{ $number } собран, но его не забирает курьер. Найдите, кто отвезёт.
order-late-delivery = ⏰ Заказ №{ $number } забрали, но до сих пор не доставили. Забрал: { $courier }. Спросите, где он; если букет потерян, отмените заказ, и деньги вернутся.
order-ended-for-staff = ✖️ Заказ №{ $number } закрыт: { $state }. Собирать и везти его не нужно.
order-ended-for-couriers = ✖️ Заказ №{ $number } закрыт: { $state }. Везти его не нужно; если он у вас, верните его в магазин.
deposit-fate-keep =
    ⌛ Заказ №{ $number } закрыт: остаток { $rest } не оплачен.
    Предоплата { $paid } остаётся магазину — так стоит в настройках.
deposit-fate-refund =
    ⌛ Заказ №{ $number } закрыт: остаток { $rest } не оплачен.
    Предоплату { $paid } возвращаем — так стоит в настройках.
deposit-fate-ask =
    ⌛ Заказ №{ $number } закрыт: остаток { $rest } не оплачен.
    Что сделать с предоплатой { $paid }? Покупатель: { $buyer }
refund-todo =
    { $reminder ->
        [0] ↩️ <b>Верните { $amount }</b>
       *[other] ⏰ <b>Всё ещё не возвращено: { $amount }</b>
    }
    Заказ №{ $number }, покупатель { $buyer }
    Причина: { $reason }
refund-todo-payme = Откройте merchant.payme.uz → «Платежи», найдите платёж <code>{ $externalId }</code> (счёт { $ref }) и отмените его. Payme сам сообщит нам о возврате; если запись не исчезнет, нажмите «Вернул».
refund-todo-click = Откройте merchant.click.uz → «Платежи», найдите платёж <code>{ $externalId }</code> (счёт { $ref }) и сделайте возврат. Потом нажмите «Вернул».
refund-todo-stars = Звёзды не вернулись сами. Проверьте, хватает ли их на балансе бота; попытки продолжаются. Если вернули другим способом, нажмите «Вернул». Платёж <code>{ $externalId }</code>
refund-todo-telegram_fiat = В кабинете платёжного провайдера, подключённого в @BotFather, найдите платёж <code>{ $externalId }</code> и верните его. Потом нажмите «Вернул».
refund-todo-manual = Отдайте покупателю наличные и нажмите «Вернул».
late-money-owner-revived =
    💰 По заказу №{ $number } пришёл опоздавший платёж { $amount }.
    Цветы были, заказ снова в работе. Делать ничего не нужно.
late-money-owner-refund =
    💰 По закрытому заказу №{ $number } пришёл платёж { $amount }.
    Заказ не восстановить, деньги возвращаем. Если нужна ваша помощь, напишем отдельно.
late-money-owner-unneeded =
    💰 По заказу №{ $number } пришёл лишний платёж { $amount }. Сам заказ идёт своим чередом.
    Эти деньги возвращаем. Если нужна ваша помощь, напишем отдельно.

btn-accept = 🙋 Беру
btn-hand-over = 🚚 Забрал
btn-staff-order = 🔎 Открыть заказ
btn-refunded = ✅ Вернул
btn-deposit-keep = 🏪 Оставить магазину
btn-deposit-refund = ↩️ Вернуть покупателю

## Состояния заказа

plain-state-placing = оформляется
plain-state-awaiting_payment = ждёт оплаты
plain-state-awaiting_goods = ждёт поставки
plain-state-offered = ищем флориста
plain-state-accepted = собирается
plain-state-assembled = собран
plain-state-out_for_delivery = в пути
plain-state-delivered = доставлен
plain-state-closed = завершён
plain-state-cancelled = отменён
plain-state-expired = не оплачен вовремя
plain-state-refunded = деньги возвращены

## Причины

plain-reason-late-money = деньги пришли после закрытия заказа
plain-reason-paid-twice = оплачено дважды
plain-reason-cancelled-by-buyer = покупатель отменил заказ
plain-reason-cancelled-by-staff = магазин отменил заказ
plain-reason-balance-unpaid = остаток не оплачен вовремя
plain-reason-sold-out = товар закончился
plain-reason-not-for-sale = товар снят с продажи
plain-reason-provider = возврат сделан у провайдера
plain-reason-wrong-amount = пришла не та сумма

## Бот: начало и разное

start =
    Здравствуйте, { $name }! Это <b>{ $shop }</b> 🌷
    Выберите букет в каталоге, оплатите как удобно: сразу или с предоплатой. А мы соберём и привезём.

    Язык можно сменить здесь же 👇
lang-choose = На каком языке вам удобнее? 👇
help =
    Что умеет бот магазина <b>{ $shop }</b>:

    /catalog — выбрать букет
    /orders — ваши заказы и оплата
    /reminders — выключить или включить напоминания
    /lang — сменить язык
    /terms — условия
    /support — написать нам
    /paysupport — вопросы об оплате
unknown =
    Я понимаю только кнопки и команды 🙈
    Нажмите кнопку ниже, а чтобы написать человеку — /support
support =
    Мы на связи! Напишите, что случилось, и номер заказа — так разберёмся быстрее.
    { $shop } ответит вам лично.
paysupport =
    Вопрос об оплате? Пришлите номер заказа, сумму и время платежа — найдём деньги и всё исправим.
    Если заказ уже закрыт, а деньги списаны, мы их вернём.
terms-default =
    <b>Условия магазина { $shop }</b>

    • Заказ можно оплатить сразу или внести предоплату { $percent } %, а остаток — перед доставкой.
    • Предзаказ: предоплата сейчас, остаток — когда цветы приедут.
    • Неоплаченный вовремя заказ отменяется сам.
    • Пока букет не начали собирать, заказ можно отменить, деньги вернём.
    • { $fate ->
        [keep] Если остаток не оплачен в срок, предоплата не возвращается.
        [refund] Если остаток не оплачен в срок, предоплату вернём.
       *[ask_owner] Если остаток не оплачен в срок, о предоплате решает магазин.
    }
    • Вопросы — /support, об оплате — /paysupport
reminders-on = 🔔 Напоминания об оплате включены. Выключить — ещё раз /reminders
reminders-off =
    🔕 Больше не будем напоминать об оплате. Сроки остаются прежними, смотрите их в /orders
    Включить снова — /reminders
group-private-only = С заказами я помогаю в личном чате: откройте @{ $bot } и нажмите «Старт».

btn-help = ❓ Помощь
btn-support = 💬 Написать нам
btn-staff = 🧰 Для сотрудников
btn-lang-ru = 🇷🇺 Русский
btn-lang-uz = 🇺🇿 Oʻzbekcha
btn-lang-en = 🇬🇧 English
plain-number = №{ $number }
plain-command-start = Начать
plain-command-catalog = Каталог цветов
plain-command-orders = Мои заказы и оплата
plain-command-lang = Сменить язык
plain-command-reminders = Включить или выключить напоминания
plain-command-support = Написать нам
plain-command-paysupport = Вопросы об оплате
plain-command-terms = Условия
plain-command-help = Что умеет бот
toast-lang-set = Говорим по-русски!
toast-too-many = Слишком быстро 🙂 Подождите минуту и нажмите снова.
toast-retrying = Не получилось с первого раза, я сейчас повторю сам. Если через минуту ничего не изменится, нажмите ещё раз.
toast-failed = Не получилось 😔 Нажмите ещё раз чуть позже. Если не поможет — /support
toast-button-old = Эта кнопка устарела. Откройте /orders или /catalog, там всё свежее.
toast-private-only = Это работает в личном чате с ботом.

## Бот: каталог и оформление

catalog = 🌷 <b>{ $shop }</b>. Что вам по душе?
catalog-empty = Сейчас витрина пуста. Загляните чуть позже или напишите нам: /support
product =
    { $emoji } <b>{ $name }</b>
    { $text }

    Цена: { $price }
product-total = Итого за { $quantity } шт.: <b>{ $total }</b>
product-few-left = Осталось всего { $available } шт.
product-preorder = 🗓 Ждём поставку { $day }, принимаем предзаказы.
product-sold-out = 😔 Сейчас закончилось. Посмотрите другие цветы.
plan-full = • Сразу: { $amount }
plan-deposit = • С предоплатой: { $deposit } сейчас, { $balance } перед доставкой
plan-preorder = • Предзаказ: { $deposit } сейчас, { $balance } — когда цветы приедут ({ $day })
checkout-placed =
    🛍 Оформляем: { $items }
    Сумма заказа: { $total }

    Сейчас пришлю счёт с кнопками оплаты 👇

btn-product = { $emoji } { $name } · { $price }
btn-product-preorder = { $emoji } { $name } · { $price } · предзаказ
btn-product-sold-out = { $emoji } { $name } · закончилось
btn-fewer = ➖
btn-quantity = { $quantity } шт.
btn-more = ➕
btn-plan-full = ✅ Оплатить сразу · { $amount }
btn-plan-deposit = 🤝 Предоплата · { $amount }
btn-plan-preorder = 🗓 Предзаказ · { $amount }
btn-back-to-catalog = ← Каталог
toast-product-gone = Этого уже нет в продаже. Откройте /catalog и выберите другое.
toast-not-so-many = Столько нет, осталось { $available } шт. Выберите меньше или другой букет.

## Бот: заказы покупателя

orders = 📋 <b>Ваши заказы</b>
orders-none = Заказов пока нет. Самое время выбрать букет 🌷
orders-line =
    №{ $number } · { $items }
    { $state }, { $total }
orders-line-due =
    №{ $number } · { $items }
    { $state }: <b>{ $due }</b> до { $until }
order =
    📦 <b>Заказ №{ $number }</b> — { $state }
    { $items }
    Сумма { $total }, оплачено { $paid }
order-next-pay = 👉 Оплатите { $amount } до { $until }
order-next-goods = 👉 Ждём поставку: { $day }. Напишем, когда цветы приедут.
history = <b>Что было</b>
history-line = { $at } — { $what }
history-order-created = заказ оформлен
history-goods-arrived = цветы приехали
history-order-accepted = флорист взял заказ
history-order-assembled = букет собран
history-order-handed-over = передан курьеру
history-order-delivered = доставлен
history-order-cancelled = отменён
history-order-expired = не оплачен вовремя
history-order-revived = восстановлен
history-rated = оценка { $score } из 5
history-payment-opened = выставлен счёт { $amount }
history-payment-performed = получили { $amount } ({ $way })
history-payment-late = получили с опозданием { $amount } ({ $way })
history-payment-extended = срок оплаты продлён
history-refund-requested = возвращаем { $amount }
history-refund-completed = вернули { $amount }
cancel-ask =
    Отменить заказ №{ $number }?
    { $items }

    Деньги ещё не списаны. Цветы вернутся на витрину.
cancel-ask-paid =
    Отменить заказ №{ $number }?
    { $items }

    Вернём { $paid } тем же способом, каким вы платили.
cancel-done = ✖️ Отменяем заказ №{ $number }. Сейчас напишу, что с деньгами.
rated-thanks = Спасибо! { $score } ⭐ за заказ №{ $number } — очень приятно 🌷
rated-sorry = Спасибо за честность. Жаль, что заказ №{ $number } не порадовал ({ $score } ⭐). Напишите, что не так: /support
pay-cash =
    💵 К оплате наличными: <b>{ $amount }</b>
    Назовите в магазине или курьеру номер <b>{ $ref }</b>. Срок: до { $until }

    Как только деньги примут, я сразу напишу. Передумали? Другие способы — в /orders

btn-pay = 💳 Оплатить { $amount }
btn-cancel-sure = ✖️ Да, отменить
btn-keep-order = ← Оставить заказ
plain-invoice-full = Заказ №{ $number }
plain-invoice-deposit = Заказ №{ $number }, предоплата
plain-invoice-balance = Заказ №{ $number }, остаток
toast-order-unknown = Такого заказа у вас нет. Ваши заказы — /orders
toast-order-over = Этот заказ уже закрыт. Посмотрите /orders
toast-cancel-late = Отменить уже нельзя: заказ в работе или идёт оплата. Напишите нам: /support
toast-rate-late = Оценку уже не поменять. Расскажите нам: /support
toast-nudges-stopped = Больше не напомним о заказе №{ $number }. Срок оплаты прежний, он есть в /orders
toast-extended = Хорошо, ждём оплату до { $until }
toast-extended-before = Срок уже продлевали один раз. Если не успеваете, напишите нам: /support
toast-way-off = Этот способ сейчас не работает. Выберите другой в /orders
toast-invoice-refused = Telegram не принял этот счёт. Выберите другой способ в /orders
toast-payment-scheduled = Этот платёж ещё впереди, мы напишем, когда придёт время.
toast-payment-held = Оплата уже идёт. Если прервали её, подождите немного и попробуйте снова.
toast-payment-paid = Уже оплачено, спасибо! Подробности — в /orders
toast-payment-expired = Время оплаты вышло. Закажите заново: /catalog
toast-payment-cancelled = Этот заказ отменён, платить не нужно.
toast-payment-refunded = Деньги за этот заказ возвращены, платить не нужно.
toast-checkout-unknown = Счёт не найден. Откройте /orders и оплатите оттуда.
toast-checkout-not-yours = Этот счёт выставлен другому человеку. Оформите свой заказ в боте.
toast-checkout-price = Сумма изменилась. Откройте /orders и возьмите новый счёт.
toast-checkout-held = Этот заказ уже оплачивают. Если это вы, подождите 10 минут и попробуйте снова.
toast-checkout-paid = Этот заказ уже оплачен, платить второй раз не нужно.
toast-checkout-ended = Срок этого счёта вышел. Откройте /orders, там всё свежее.
toast-checkout-later = Магазин сейчас не отвечает, деньги не списаны. Попробуйте через минуту.

## Бот: сотрудникам

staff-order =
    📦 <b>Заказ №{ $number }</b> — { $state }
    { $items }
    Покупатель: { $buyer }
staff-order-florist = Флорист: { $name }
staff-order-courier = Курьер: { $name }
staff-order-money = Сумма { $total }, получено { $paid }
staff-order-due = Ждём { $due } по счёту { $ref } до { $until }
staff-order-nudges-off = 🔕 Напоминания выключены
staff-order-unreachable = 🚫 Покупатель заблокировал бота, позвоните ему
staff-open =
    { $count ->
        [one] 📋 В работе { $count } заказ
        [few] 📋 В работе { $count } заказа
       *[many] 📋 В работе { $count } заказов
    }
staff-open-none = 📋 Открытых заказов нет. Можно выпить чаю 🍵
staff-preorders = 🗓 <b>Ждут поставки</b>
staff-preorders-line =
    { $name } — { $quantity } шт., ждём { $day }
    Заказы: { $numbers }
staff-preorders-none = 🗓 Никто не ждёт поставки.
staff-refunds = ↩️ <b>Нужно вернуть</b>
staff-refunds-line =
    №{ $number } · { $amount } · { $way }
    { $buyer }, { $reason }
    Платёж <code>{ $externalId }</code>
staff-refunds-none = ↩️ Возвращать ничего не нужно.
staff-nudges-on = 🔔 Напоминания об оплате включены для всего магазина.
staff-nudges-off = 🔕 Напоминания об оплате выключены для всего магазина.
staff-cancel-ask =
    Отменить заказ №{ $number }?
    { $items }

    Получено { $paid }: всё, что оплачено, вернём покупателю.
    Ответьте на это сообщение причиной — её увидит покупатель. Или отмените без причины.
staff-cancel-done = ✖️ Заказ №{ $number } отменён. Покупателю напишем; если нужно вернуть деньги, напомним.
cash-coming =
    💵 { $buyer } хочет заплатить наличными
    Заказ №{ $number }, счёт { $ref }: <b>{ $amount }</b>

    Нажмите кнопку, когда деньги будут у вас.
cash-done = 💵 Принято { $amount } по заказу №{ $number }. Принял(а): { $name }
refund-noted = ↩️ Возврат { $amount } по заказу №{ $number } отмечен. Отметил(а): { $name }
deposit-kept = 🏪 Предоплата по заказу №{ $number } остаётся магазину.
deposit-returned = ↩️ Предоплату по заказу №{ $number } возвращаем покупателю.

btn-assembled = 🎀 Собрал
btn-give-back = ↩️ Отдать другому
btn-delivered = 🏁 Доставил
btn-arrived = 📦 Цветы приехали
btn-arrived-all = 📦 Всё приехало: { $name } ({ $count })
btn-arrived-one = 📦 Приехало для №{ $number }
btn-refunded-one = ✅ Вернул { $amount }, №{ $number }
btn-cash-received = 💵 Получил { $amount }
btn-nudge-now = 🔔 Напомнить сейчас
btn-nudges-off = 🔕 Не напоминать
btn-nudges-on = 🔔 Напоминать
btn-nudges-all-off = 🔕 Выключить для всех
btn-nudges-all-on = 🔔 Включить для всех
btn-cancel-no-reason = ✖️ Отменить без причины
btn-staff-line = №{ $number } · { $state }
btn-page-open = 📋 Заказы
btn-page-preorders = 🗓 Поставки
btn-page-refunds = ↩️ Возвраты
btn-page-nudges = 🔔 Напоминания
toast-staff-only = Это кнопка для сотрудников магазина.
toast-not-your-role = Это делает коллега с другой ролью. Если нужно вам, спросите владельца.
toast-accept-done = Заказ ваш. Соберите и нажмите «Собрал».
toast-give_back-done = Заказ снова ищет флориста.
toast-assembled-done = Отлично! Зовём курьера.
toast-hand_over-done = Заказ в пути. Отвезёте — нажмите «Доставил».
toast-delivered-done = Доставлено, спасибо!
toast-arrived-done = Отмечено. Попросим остаток у покупателя.
toast-arrived-all-done = { $name }: отмечено заказов — { $count }. Попросим остаток у покупателей.
toast-step-taken = Этот заказ уже взял другой.
toast-step-not_now = Сейчас это сделать нельзя: заказ уже в другом состоянии.
toast-step-not_yours = Этот заказ взял другой флорист.
toast-step-out_of_stock = На полке меньше, чем нужно для заказа. Поправьте остаток или отмените заказ.
toast-nothing-due = По этому заказу сейчас ничего не ждём.
toast-nudges-unwanted = Напоминания по этому заказу выключены.
toast-buyer-unreachable = Покупатель заблокировал бота. Позвоните ему.
toast-nudge-sent = Напомним сейчас же.
toast-nudges-on = Напоминания включены.
toast-nudges-off = Напоминания выключены.
toast-cash-scheduled = Этот платёж ещё не пришёл по сроку. Пока не берите деньги.
toast-cash-paid = Уже оплачено. Второй раз деньги не берите.
toast-cash-expired = Срок этого счёта вышел. Не берите деньги, оформите новый заказ.
toast-cash-cancelled = Заказ отменён. Не берите деньги.
toast-cash-refunded = Деньги по этому счёту возвращены. Оформите новый заказ.
toast-cash-refused = Не получилось принять оплату: заказ изменился. Откройте его и проверьте.
toast-cash-done = Оплата принята.
toast-cash-goes-back = { $amount } отмечены, но счёт не оплатили: его срок вышел или изменилась цена. Деньги нужно вернуть покупателю.
toast-refund-done-before = Этот возврат уже отмечен.
toast-refund-noted = Возврат отмечен. Покупателю напишем.
toast-deposit-decided-before = О предоплате уже решено.
