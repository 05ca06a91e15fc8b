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
    Что даёт, сколько раз можно использовать и как долго действует. Один человек может использовать его один раз.
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
btn-code-make = ✅ Создать
toast-code-gone = Такого кода нет.
