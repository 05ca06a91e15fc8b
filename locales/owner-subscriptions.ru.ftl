### Что бот владельца говорит о подписках и о дверях каналов. Форма — как в owner.ru.ftl.

plain-owner-command-subs = Подписки: кто платит, кто остаётся
plain-owner-command-access = Каналы: кого впустили, кого нет
btn-owner-subs = Подписки
btn-owner-access = Доступ
btn-owner-chart = График
btn-owner-to-subs = « К подпискам
btn-owner-to-access = « К доступу
btn-owner-days = { $days ->
    [1] Сегодня
   *[other] { $days } дней
}
btn-owner-days-now = · { $days ->
    [1] Сегодня
   *[other] { $days } дней
} ·

plain-owner-subs-active = Продлеваются
plain-owner-subs-trial = Пробный период
plain-owner-subs-cancelled = Отменены, ещё идут
plain-owner-subs-grace = Льготные дни
plain-owner-subs-flagged = На проверке
plain-owner-subs-lost = Ушли за 30 дней
plain-owner-subs-refunds = Подписки: ждут возврата

## /subs

owner-subs-title = <b>Подписки · { $business }</b>
owner-subs-total = Сейчас: <b>{ $count }</b>
owner-subs-standing = { "  " }{ $what }: { $count }
owner-subs-mrr = Доход за 30 дней (MRR): <b>{ $amount }</b> ({ $count })
owner-subs-mrr-before = { "  " }30 дней назад: { $amount }
owner-subs-mrr-change = { "  " }30 дней назад: { $amount } ({ $percent } %)
owner-subs-span = { $days ->
    [1] <b>Сегодня</b>
   *[other] <b>За { $days } дней</b>
}
owner-subs-new = Новых: <b>{ $count }</b>
owner-subs-renewed = Продлений: <b>{ $count }</b>
owner-subs-returned = Вернулись: <b>{ $count }</b>
owner-subs-trials = Начали пробный период: { $count }
owner-subs-trials-over = Не заплатили после пробного: { $count }
owner-subs-lost = Ушли: <b>{ $count }</b>
owner-subs-lost-why = Ушли: <b>{ $count }</b> ({ $reasons })
owner-subs-churn = Отток за 30 дней: <b>{ $percent } %</b>: { $gone } из { $before }, кто платил 30 дней назад
owner-subs-churn-none = Отток за 30 дней: 30 дней назад никто не платил
owner-subs-churn-why = { "  " }ушли за 30 дней: { $reasons }
plain-owner-end-unpaid = не продлили
plain-owner-end-cancelled = отменили
plain-owner-end-refund = возврат
plain-owner-end-revoked = закрыты вами
plain-owner-counted = { $what } { $count }
owner-subs-cohorts =
    <b>Кто остаётся</b>, % по месяцу первой оплаты
    <pre>{ $table }</pre>
owner-subs-cohorts-none = Кто остаётся: за последние месяцы никто не платил.
plain-owner-cohort-head = месяц
plain-owner-cohort-size = все

owner-chart-title = <b>Кто остаётся · { $business }</b>
plain-owner-chart-month = Месяцев после первой оплаты

## Списки и подписка

owner-subs-list-title = <b>{ $list }</b> · { $count }
owner-subs-list-empty = <b>{ $list }</b>: никого.
owner-subs-line = №{ $number } · { $plan } · { $price }
owner-subs-line-until = №{ $number } · { $plan } · { $price } · до { $until }
owner-subs-line-ended = №{ $number } · { $plan } · { $reason }, { $ended }
owner-subscription-title = <b>Подписка №{ $number }</b> · { $state }
owner-subscription-plan = План { $plan }: { $price } за { $period }
owner-subscription-until = { $renews ->
    [yes] Оплачена до { $until }, потом продлится
   *[no] Оплачена до { $until }, продления не будет
}
owner-subscription-ended = Закончилась { $ended }: { $reason }
owner-subscription-periods = Оплачено периодов: { $count }
owner-subscription-unknown = Об этой подписке нет событий.
owner-subscription-usage = Напишите номер подписки: /sub 1042

## /access

owner-access-title = { $days ->
    [1] <b>Доступ сегодня · { $business }</b>
   *[other] <b>Доступ за { $days } дней · { $business }</b>
}
owner-access-granted = Открыт: <b>{ $count }</b>
owner-access-expired = Время вышло: <b>{ $count }</b>
owner-access-revoked = Отозван: <b>{ $count }</b>
owner-access-revoked-why = Отозван: <b>{ $count }</b> ({ $reasons })
owner-access-moves = Вошли: <b>{ $joined }</b>, вышли: { $left }
owner-access-wait = От оплаты до канала: { $median }, 95 % за { $p95 } ({ $count })
owner-access-denied = Не впустили: <b>{ $count }</b>
owner-access-denied-why = Не впустили: <b>{ $count }</b> ({ $reasons })
owner-access-channels = <b>По каналам</b>
owner-access-channel = { $channel }: открыт { $granted }, закрыт { $closed }, вошли { $joined }, вышли { $left }, отказов { $denied }
owner-access-newest = <b>Последние отказы</b>
owner-access-denial = { $time } №{ $number }: { $reason } ({ $who })
plain-owner-deny-stranger = чужой
plain-owner-deny-flagged = на проверке
plain-owner-deny-ended = время вышло
plain-owner-deny-paused = пауза
plain-owner-deny-link_closed = ссылка закрыта
plain-owner-deny-too_many_links = слишком много ссылок
plain-owner-revoke-refund = возврат
plain-owner-revoke-revoked = сотрудник
plain-owner-revoke-cancelled = отмена
plain-owner-revoke-paused = пауза
plain-owner-revoke-plan_changed = другой план
plain-reason-strangers = много чужих по её ссылкам
plain-owner-hours = { $count } ч

## На других экранах

owner-status-flagged = Подписок на проверке: { $count }
owner-status-period-refunds = Подписки, ждут возврата: { $count } · { $amount }
owner-status-denied = Не впустили в каналы сегодня: { $count }
owner-periods-due = Ждут оплаты периоды подписок: { $count } · { $due }
owner-today-periods = { "  " }из них за подписки: { $amount } · { $count }
owner-today-subscriptions = Подписки: новых { $fresh }, продлений { $renewed }, ушли { $lost }
