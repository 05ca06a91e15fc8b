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
order-ended-for-staff = ✖️ Заказ №{ $number } закрыт: { $state }. Собирать и везти его не нужно.
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
plain-reason-wrong-amount = пришла не та сумма
