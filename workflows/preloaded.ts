/**
 * Pure modules that are evaluated once for a worker and frozen, instead of anew for every run of a workflow (which costs
 * a time zone library some milliseconds of processor). Nothing that keeps anything may stand here.
 */
import '../domain/ids'
import '../domain/money'
import '../domain/notices'
import '../domain/nudge-schedule'
import '../domain/order-states'
import '../domain/payment-plan'
import '../domain/payment-states'
import '../domain/providers'
import '../domain/subscription-states'
import '../domain/subscription-times'
