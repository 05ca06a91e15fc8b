### Тексты бота владельца по-русски. Коротко: факты и числа. Ключи одни во всех языках.
### btn-, toast- и plain- — без разметки; остальное — HTML Telegram.

## Команды и доступ

plain-owner-command-status = Что сейчас: выручка, долги, проблемы
plain-owner-command-today = Сегодня в цифрах
plain-owner-command-funnel = Воронка оплат
plain-owner-command-lang = Язык
plain-owner-command-help = Что умеет бот

owner-start =
    <b>{ $business }</b>
    Здесь деньги и заказы магазина, как они есть. Начните с /funnel.
owner-help =
    /status — выручка за сегодня, открытые заказы, сколько должны, что горит
    /today — сегодня: заказы, деньги по способам оплаты, отмены, возвраты
    /funnel — заказы и деньги по этапам; этап открывает список, заказ — его историю
    /subs — подписки: кто платит, сколько это приносит, кто ушёл и почему, кто остаётся
    /access — двери каналов: кого впустили, кого нет, как быстро
    /sub 1042 — одна подписка и её история
    /lang — язык

    Этапы считает Temporal, деньги — события магазина. Возраст тех и других подписан.
owner-unknown = Такой команды нет. Есть /status, /today, /funnel, /subs, /access, /lang, /help.
owner-choose-lang = Язык / Til / Language
owner-lang-chosen = Теперь по-русски.
owner-stranger = Этот бот отвечает только владельцу и администраторам магазина. За покупками — в бот магазина.
owner-failed = Не получилось: нет связи с базой бота. Попробуйте ещё раз через минуту.
toast-owner-stale = Кнопка устарела. Откройте /funnel или /status заново.
toast-owner-busy = Ещё выполняю прошлое нажатие.

btn-owner-ru = Русский
btn-owner-uz = Oʻzbekcha
btn-owner-en = English
btn-owner-funnel = Воронка
btn-owner-today = Сегодня
btn-owner-status = Статус
btn-owner-refresh = Обновить
btn-owner-previous = ‹ Назад
btn-owner-next = Дальше ›
btn-owner-older = ‹ Раньше
btn-owner-newer = Позже ›
btn-owner-back = « К списку
btn-owner-to-funnel = « К воронке
btn-owner-to-status = « К статусу
btn-owner-temporal = Открыть в Temporal
btn-owner-stage = { $stage } · { $count }
btn-owner-order = №{ $number }

## Этапы

plain-owner-stage-pending = Ждёт оплаты
plain-owner-stage-deposit_due = Ждёт предоплаты
plain-owner-stage-balance_due = Ждёт остатка
plain-owner-stage-preorder = Ждёт поставки
plain-owner-stage-paid = Оплачен, ждёт флориста
plain-owner-stage-fulfilling = Собирают и везут
plain-owner-stage-delivered = Доставлен
plain-owner-stage-cancelled = Отменён
plain-owner-stage-expired = Не оплачен вовремя
plain-owner-stage-refunded = Деньги возвращены

plain-owner-list-expiring = Срок истекает
plain-owner-list-refunds = Ждут возврата
plain-owner-list-deposits = Решить о предоплате
plain-owner-list-late_money = Поздние деньги
plain-owner-list-sla = Задержки сотрудников

## Воронка

owner-funnel-title = <b>Воронка · { $business }</b>
owner-funnel-stage = { $stage } — <b>{ $count }</b>
owner-funnel-due = { "  " }сейчас { $due }, всего { $remaining }
owner-funnel-due-all = { "  " }{ $due }
owner-funnel-remaining = { "  " }впереди { $remaining }
owner-funnel-paid = { "  " }получено { $paid }
owner-funnel-sum =
    Должны сейчас: <b>{ $due }</b>
    С будущими этапами: { $remaining }
owner-funnel-ended = { $days ->
        [one] Завершены за { $days } день
        [few] Завершены за { $days } дня
       *[many] Завершены за { $days } дней
    }
owner-disagree-title = ⚠️ <b>Расхождение</b>
owner-disagree = { $stage }: Temporal { $temporal }, события { $events }

owner-temporal-now = Temporal: сейчас
owner-temporal-down = Temporal не отвечает с { $since }. Количество — по событиям.
owner-temporal-both-down = Temporal не отвечает с { $since }.
owner-events-age = События: { $age } назад
owner-events-now = События: сейчас
owner-events-down = Магазин не отвечает с { $since }. Деньги на { $at }.
owner-events-refused = Магазин отказывает в событиях ({ $code }) с { $since }. Деньги на { $at }.
owner-events-never = Магазин не отвечает с { $since }. Событий ещё не было.
owner-events-reading = События дочитываются, числа пока неполные.
owner-events-none = События ещё не прочитаны.
owner-events-puzzling = Непонятых событий: { $count }. Обновите бот владельца.
plain-owner-seconds = { $count } с
plain-owner-minutes = { $count } мин

## Списки и заказ

owner-list-title = <b>{ $list }</b> · { $count }
owner-list-page = Страница { $page } из { $pages }
owner-list-empty = <b>{ $list }</b>: пусто.
owner-list-line = №{ $number } · { $total } · получено { $paid }
owner-list-line-due = №{ $number } · к оплате { $due } из { $total } · до { $until }
owner-list-line-ahead = №{ $number } · впереди { $remaining } из { $total }

owner-order-title = <b>Заказ №{ $number }</b> · { $state }
owner-order-money = { $plan ->
        [deposit_balance] Предоплата и остаток
        [preorder] Предзаказ
       *[full] Оплата сразу
    }. Всего { $total }, получено { $paid }
owner-order-due = К оплате сейчас { $due } до { $until }
owner-order-ahead = Впереди ещё { $remaining }
owner-order-unknown = О таком заказе событий нет.
owner-order-temporal = Temporal: { $url }
owner-history-page = События { $from }–{ $to } из { $count }
owner-history-day = <b>{ $day }</b>
owner-history-line = { $time } { $what }

plain-owner-actor-buyer = покупатель
plain-owner-actor-staff = сотрудник { $id }
plain-owner-actor-timer = по сроку
plain-owner-kind-full = полная оплата
plain-owner-kind-period = период
plain-owner-kind-deposit = предоплата
plain-owner-kind-balance = остаток

## Что произошло с заказом

owner-fact-order_created = Заказ оформлен: { $total }
owner-fact-order_rejected = Заказ не принят: { $reason }
owner-fact-order_offered = { $round ->
        [1] Предложен флористам
       *[other] Снова предложен флористам
    }
owner-fact-order_accepted = Взят в работу: { $actor }
owner-fact-order_given_back = Возвращён флористом: { $actor }
owner-fact-order_assembled = Собран: { $actor }
owner-fact-order_handed_over = Отдан курьеру: { $actor }
owner-fact-order_delivered = Доставлен: { $actor }
owner-fact-order_rated = Оценка: { $score } из 5
owner-fact-order_closed = Закрыт
owner-fact-order_cancelled = Отменён: { $reason }
owner-fact-order_expired = Закрыт: не оплачен вовремя
owner-fact-order_revived = Снова в работе: деньги пришли после закрытия
owner-fact-order_refunded = Все деньги возвращены
owner-fact-order_late = ⚠️ Задержка: { $waiting ->
        [florist] никто не взял
        [assembly] не собран
        [courier] никто не забрал
       *[delivery] не доставлен
    }
owner-fact-goods_awaited = Ждём поставку
owner-fact-goods_arrived = Товар приехал: { $actor }
owner-fact-deposit_fate_asked = Срок вышел, ждём решения по предоплате
owner-fact-deposit_fate_decided = { $fate ->
        [keep] Предоплата остаётся магазину
       *[refund] Предоплату возвращаем
    }: { $actor }
owner-fact-nudges_switched = { $on ->
        [yes] Напоминания включены
       *[no] Напоминания выключены
    }: { $actor }
owner-fact-subscription_created = Подписка №{ $number } оформлена
owner-fact-subscription_refunded = Деньги за период { $period } возвращены, доступ закрыт
owner-fact-subscription_period_begun = Период { $period } оплачен, до { $until }
owner-fact-subscription_extended = { $kind ->
    [trial] Пробный период до { $until }
    [gift] Подарок: до { $until }
   *[other] Время в подарок до { $until }, { $actor }
}
owner-fact-subscription_changed = { $action ->
    [give_up] Не оплачена: отменена
    [cancel] Не будет продлеваться, { $actor }
    [resume] Снова будет продлеваться, { $actor }
    [lapse] Оплаченное время вышло, идут льготные дни
    [expire] Закончилась
    [revoke] Закрыта, { $actor }: { $reason }
    [flag] Отмечена как подозрительная, { $actor }: { $reason }
    [unflag] Отметка снята, { $actor }
    [pause] На паузе, { $actor }
    [unpause] Снова идёт после паузы, { $actor }
    [vip_on] Теперь VIP, { $actor }
    [vip_off] Больше не VIP, { $actor }
   *[other] Выбран другой тариф, { $actor }
}
owner-fact-star_renewal_changed = { $renewal ->
    [on] Telegram снова списывает сам
    [failed] Telegram не смог списать
   *[other] Telegram больше не списывает
}
owner-fact-access_granted = Доступ в канал открыт
owner-fact-access_expired = Доступ закончился
owner-fact-access_revoked = Доступ закрыт: { $reason }
owner-fact-access_denied = { $reason ->
    [stranger] Чужого с этой ссылкой не впустили
    [flagged] Не впустили: подписка отмечена
    [paused] Не впустили: пауза
    [link_closed] Не впустили: ссылка закрыта
    [too_many_links] Больше ссылок нет: слишком много за период
   *[other] Не впустили: время вышло
}
owner-fact-member_joined = В канале
owner-fact-member_left = Вышел из канала
owner-fact-payment_opened = К оплате { $amount } ({ $kind })
owner-fact-payment_opened-until = К оплате { $amount } ({ $kind }) до { $until }
owner-fact-payment_held = { $provider } списывает { $amount }
owner-fact-payment_released = { $provider } не списал { $amount }
owner-fact-payment_performed = 💰 Получено { $amount } ({ $kind }, { $provider })
owner-fact-payment_landed_late = 💰 Поздний платёж { $amount } ({ $provider }): { $outcome ->
        [revived] заказ восстановлен
       *[refund] возвращаем
    }
owner-fact-payment_doubled = ⚠️ Лишний платёж { $amount } ({ $provider }): возвращаем
owner-fact-payment_extended = Срок продлён до { $until }: { $actor }
owner-fact-payment_expired = Срок вышел: { $amount } ({ $kind })
owner-fact-payment_cancelled = Счёт снят: { $amount } ({ $kind })
owner-fact-nudge_sent = Напоминание об оплате отправлено
owner-fact-nudge_skipped = Напоминание не отправлено: { $reason ->
        [unreachable] покупатель недоступен
        [refused] Telegram не принял
       *[other] уже не нужно
    }
owner-fact-refund_requested = Вернуть { $amount } ({ $provider }): { $reason }
owner-fact-refund_completed = Возвращено { $amount } ({ $provider })
owner-fact-refund_failed = ⚠️ Возврат { $amount } не прошёл ({ $provider }): { $reason }
owner-fact-buyer_unreachable = Покупатель недоступен в Telegram
owner-fact-unknown = Событие { $type }

## Статус

owner-status-title = <b>{ $business }</b> · { $at }
owner-status-revenue = Выручка сегодня: <b>{ $amount }</b> ({ $count })
owner-status-returned = Возвращено сегодня: { $amount }
owner-status-open = Открытых заказов: <b>{ $count }</b>
owner-status-due =
    Должны сейчас: <b>{ $due }</b>
    С будущими этапами: { $remaining }
owner-status-attention = <b>Горит</b>
owner-status-calm = Ничего не горит.
owner-status-expiring = Истекает за { $hours } ч: { $count } · { $amount }
owner-status-refunds = Ждут возврата: { $count } · { $amount }
owner-status-deposits = Предоплаты ждут вашего решения: { $count }
owner-status-late_money = Поздние деньги за сутки: { $count }
owner-status-sla = Сотрудники задерживают: { $count }

## Сегодня

owner-today-title = <b>Сегодня, { $day }</b> · { $business }
owner-today-created = Оформлено: <b>{ $count }</b> на { $amount }
owner-today-created-none = Заказов не было.
owner-today-received = Получено: <b>{ $amount }</b>
owner-today-received-none = Денег не было.
owner-today-provider = { "  " }{ $provider }: { $amount } · { $count }
owner-today-provider-own = { "  " }{ $provider }: { $amount } ({ $own }) · { $count }
owner-today-expired = Не оплачены вовремя: { $count } на { $amount }
owner-today-cancelled = Отменены: { $count } на { $amount }
owner-today-returned = Возвращено: { $count } на { $amount }
owner-today-average = Средний оплаченный заказ: { $amount } ({ $count })
