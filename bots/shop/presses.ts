import type { Button } from '../../domain/buttons'
import { askToCancel, cancelOrder } from './screens/cancel'
import { catalog } from './screens/catalog'
import { askForCode } from './screens/codes'
import { help } from './screens/info'
import { sendInvoice, sendRecurringInvoice } from './screens/invoice'
import { stopNudges } from './screens/nudges'
import { openOrder } from './screens/order'
import { orders } from './screens/orders'
import { moreTime, openPayment, payCash } from './screens/pay'
import { consent, openPlan, plans, subscribe } from './screens/plans'
import { checkout, openProduct } from './screens/product'
import { rate } from './screens/rate'
import {
  askForMoneyBack,
  changePlan,
  links,
  moneyBack,
  noOffers,
  otherPlans,
  renew,
  resumeRenewal,
  stopRenewal,
  stopRenewalForSure,
} from './screens/renewal'
import { setLanguage } from './screens/start'
import { openSubscription, subscriptions } from './screens/subscriptions'
import { askForWords, goOnWithTicket } from './screens/support'
import type { Scene } from './scene'
import { askWhy, cancelByStaff } from './staff/cancel'
import { cashReceived } from './staff/cash'
import { codeOff, draftNewCode, makeNewCode, openCode } from './staff/codes'
import { takeStep } from './staff/fulfilment'
import { openPage } from './staff/menu'
import { auditNow, differenceSettled, operations } from './staff/operations'
import { nudgeNow, switchAllNudges, switchNudges } from './staff/nudges'
import { allArrived } from './staff/preorders'
import { decideDeposit, refunded } from './staff/refunds'
import { askForAnswer, closeByStaff, openTicket } from './staff/tickets'
import { openPlanPart, openStaffPlan } from './staff/plan-page'
import { askForPlanField, newPlan, setPeriod, switchPlan, togglePlanChannel } from './staff/plan-edits'
import { channelIntoUse } from './staff/channels'
import { askToJudge, askToRefund, judgeWithoutReason, liftFlag, refundPeriod } from './staff/judgements'
import { findSubscriber, openSubscribers } from './staff/subscribers'
import { extendByDays, openStaffSubscription, pauseOrResume, sendLinks, switchVip } from './staff/subscriptions'
import { openStaffOrder } from './staff/work-card'

type Verb = Button['verb']
type Answers = { readonly [V in Verb]: (scene: Scene, button: Extract<Button, { verb: V }>) => Promise<void> }

/** What answers each button we draw. The compiler asks for every verb. */
const answers: Answers = {
  catalog,
  product: openProduct,
  quantity: openProduct,
  checkout,
  orders,
  order: openOrder,
  pay: openPayment,
  pay_stars: sendInvoice,
  pay_card: sendInvoice,
  pay_cash: payCash,
  more_time: moreTime,
  stop_nudges: stopNudges,
  cancel: askToCancel,
  cancel_sure: cancelOrder,
  rate,
  lang: setLanguage,
  help,
  write_support: askForWords,
  ticket_reopen: goOnWithTicket,
  plans,
  plan: openPlan,
  consent,
  subscribe,
  enter_code: askForCode,
  subscriptions,
  subscription: openSubscription,
  renew,
  links,
  stop_renewal: stopRenewal,
  stop_renewal_sure: stopRenewalForSure,
  resume_renewal: resumeRenewal,
  other_plans: otherPlans,
  change_plan: changePlan,
  money_back: askForMoneyBack,
  money_back_sure: moneyBack,
  no_offers: noOffers,
  pay_stars_monthly: sendRecurringInvoice,
  staff_subscribers: openSubscribers,
  staff_find: findSubscriber,
  staff_subscription: openStaffSubscription,
  staff_extend: extendByDays,
  staff_links: sendLinks,
  staff_pause: pauseOrResume,
  staff_vip: switchVip,
  staff_refund: askToRefund,
  staff_judge: askToJudge,
  staff_judge_sure: judgeWithoutReason,
  staff_plan: openStaffPlan,
  plan_part: openPlanPart,
  plan_active: switchPlan,
  plan_ask: askForPlanField,
  plan_period: setPeriod,
  plan_channel: togglePlanChannel,
  plan_new: newPlan,
  use_channel: channelIntoUse,
  refund_period: refundPeriod,
  lift_flag: liftFlag,
  operations,
  audit_now: auditNow,
  difference_settled: differenceSettled,
  accept: takeStep,
  give_back: takeStep,
  assembled: takeStep,
  hand_over: takeStep,
  delivered: takeStep,
  arrived: takeStep,
  arrived_all: allArrived,
  staff_order: openStaffOrder,
  staff_cancel: askWhy,
  staff_cancel_sure: cancelByStaff,
  staff_nudge: nudgeNow,
  staff_nudges: switchNudges,
  staff_nudges_all: switchAllNudges,
  cash_received: cashReceived,
  refunded,
  deposit_fate: decideDeposit,
  staff_menu: openPage,
  code_draft: draftNewCode,
  code_make: makeNewCode,
  staff_code: openCode,
  code_off: codeOff,
  ticket: openTicket,
  ticket_answer: askForAnswer,
  ticket_close: closeByStaff,
}

export async function answerPress(scene: Scene, button: Button): Promise<void> {
  const answer = answers[button.verb] as (scene: Scene, button: Button) => Promise<void>
  await answer(scene, button)
}
