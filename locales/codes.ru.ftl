## Коды: покупатель

plain-command-code = У меня есть код
btn-have-code = 🏷 У меня есть код
btn-another-code = 🏷 Другой код
btn-use-code = ✅ { $name }
btn-plan-again = ← { $name }
code-ask =
    🏷 Пришлите подарочный код или промокод ответом на это сообщение.
code-choose =
    🏷 Код <b>{ $code }</b> подходит. Для какой подписки? 👇
code-percent =
    🏷 С кодом <b>{ $code }</b> (−{ $percent } %) первые { $period } стоят <b>{ $price }</b> вместо { $full }.
code-gift =
    🎁 С кодом <b>{ $code }</b> вы получаете { $period } бесплатно. Сейчас платить не нужно.
code-refused-code_unknown =
    🏷 Такого кода нет. Проверьте буквы и попробуйте ещё раз.
code-refused-code_used_up =
    🏷 Этот код уже использовали столько раз, сколько можно.
code-refused-code_yours_used =
    🏷 Вы уже использовали этот код.
code-refused-code_expired =
    🏷 Этот код больше не действует.
code-refused-code_other_plan =
    🏷 Этот код для другой подписки.
code-refused-code_too_many_tries =
    🏷 Слишком много неверных кодов. Попробуйте через час или напишите нам: /support
subscription-rejected-code_unknown =
    😔 Такого кода для «{ $plan }» нет. Подписка не оформлена, деньги не списаны.
    Без кода: /plans
subscription-rejected-code_used_up =
    😔 Код для «{ $plan }» только что закончился. Подписка не оформлена, деньги не списаны.
    Без кода: /plans
subscription-rejected-code_yours_used =
    😔 Вы уже использовали этот код, поэтому «{ $plan }» не оформлена. Деньги не списаны.
    Без кода: /plans
subscription-rejected-code_expired =
    😔 Код для «{ $plan }» больше не действует. Подписка не оформлена, деньги не списаны.
    Без кода: /plans
subscription-rejected-code_other_plan =
    😔 Этот код не для «{ $plan }». Подписка не оформлена, деньги не списаны.
    Без кода: /plans
pay-code = 🏷 Ваш код снизил этот платёж на { $percent } %.
toast-stars-once = С кодом звёздами платят только один раз: иначе Telegram и дальше списывал бы сниженную цену.

## Коды: сотрудники

btn-page-codes = 🏷 Коды
staff-codes =
    🏷 <b>Подарочные коды и промокоды</b>
    Использовано / сколько раз можно. Нажмите на код, чтобы посмотреть или выключить его.
staff-codes-none = 🏷 Кодов пока нет.
btn-code-new = ➕ Новый код
btn-code-line =
    { $state ->
        [on] { $code } · { $gives } · { $uses }/{ $limit }
       *[off] ✖️ { $code } · { $gives } · { $uses }/{ $limit }
    }
plain-code-percent = −{ $percent } %
plain-code-gift = 🎁 один период
plain-code-gift-days = 🎁 { $period }
plain-code-any-plan = любая
plain-code-always = всегда
staff-code =
    🏷 <code>{ $code }</code>: { $gives }
    Подписка: { $plan }
    Использован: { $uses } из { $limit }; одним человеком { $perPerson }
    Действует до: { $until }
    Создал: { $name }
staff-code-off = ✖️ Выключен.
btn-code-off = ✖️ Выключить
staff-code-new =
    ➕ <b>Новый код</b>
    Что даёт, сколько раз можно использовать, как долго действует и для какой подписки. Один человек может использовать его один раз.
btn-code-limit = { $limit ->
    [0] ∞
    [1] 1 раз
   *[other] { $limit } раз
}
btn-code-days = { $days ->
    [0] всегда
    [1] 1 день
    [7] 1 неделя
   *[other] 1 месяц
}
btn-code-any-plan = любая подписка
btn-code-make = ✅ Создать
toast-code-gone = Такого кода нет.

## Обращения: покупатель

btn-write-here = ✍️ Написать здесь
ticket-ask =
    ✍️ Расскажите, что случилось, ответом на это сообщение. Только текст, не больше { $limit } знаков.
ticket-ask-again =
    ✍️ Что добавить к вопросу №{ $number }? Напишите ответом на это сообщение.
ticket-kept =
    ✅ Вопрос №{ $number } у нас. Ответим здесь.
    Чтобы что-то добавить, ответьте на это сообщение.
ticket-answer =
    💬 { $shop } отвечает на вопрос №{ $number }:
    <blockquote>{ $text }</blockquote>
ticket-closed =
    ✅ Вопрос №{ $number } закрыт. Если он не решён, напишите, и мы откроем его снова.
btn-ticket-reply = ✍️ Ответить
btn-ticket-reopen = 🔄 Не решено
toast-ticket-none = Передать могу только текст. Напишите его ответом, не больше { $limit } знаков.
toast-ticket-long = Слишком длинно: не больше { $limit } знаков. Разделите на два сообщения.
toast-ticket-too-many = За последний час вы написали много. Мы всё прочтём; подождите немного, прежде чем писать ещё.
toast-ticket-unknown = Такого вопроса нет. Написать нам: /support

## Обращения: сотрудники

btn-page-tickets = 💬 Вопросы
staff-tickets = 💬 <b>Вопросы покупателей</b>, сначала те, что ждут нас.
staff-tickets-none = 💬 Ответа никто не ждёт.
btn-ticket-line =
    { $state ->
        [open] 🔴 №{ $number } · { $buyer }
       *[answered] ⚪ №{ $number } · { $buyer }
    }
staff-ticket = 💬 Вопрос №{ $number }, { $buyer }
staff-ticket-about = Последнее: { $about }
staff-ticket-words = <blockquote>{ $text }</blockquote>
staff-ticket-line =
    <b>{ $name }</b>, { $at }
    <blockquote>{ $text }</blockquote>
staff-ticket-closed = ✅ Закрыт.
plain-ticket-subscription = подписка №{ $number }
plain-ticket-order = заказ №{ $number }
plain-ticket-staff = магазин
btn-ticket-answer = ✍️ Ответить
btn-ticket-close = ✅ Закрыть
staff-ticket-ask = ✍️ Ваш ответ на это сообщение получит { $buyer } как ответ на вопрос №{ $number }.
staff-ticket-answered = ✅ Ответ на вопрос №{ $number } отправлен.
staff-ticket-unreachable = ⚠️ Ответ на вопрос №{ $number } сохранён, но не отправлен: покупатель заблокировал бота.
staff-ticket-closed-by = ✅ Вопрос №{ $number } закрыл(а) { $name }. Покупателю сообщили.
toast-ticket-closed = Этот вопрос закрыт.
