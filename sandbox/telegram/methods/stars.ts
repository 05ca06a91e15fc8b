import { badRequest } from '../errors'
import type { Method } from '../call'

const refundStarPayment: Method = ({ telegram, world, desk, params }) => {
  const userId = params.userId()
  const chargeId = params.required('telegram_payment_charge_id')
  if (!world.people.has(userId)) throw badRequest('USER_ID_INVALID')
  const fault = telegram.checkout.refund(desk.bot.id, userId, chargeId)
  if (fault !== undefined) throw badRequest(fault)
  return true
}

const getStarTransactions: Method = ({ telegram, world, desk, params }) => ({
  transactions: telegram.stars.transactions(world, desk.bot.id, {
    offset: params.integer('offset', { min: 0 }),
    limit: params.integer('limit', { otherwise: 100, min: 1, max: 100 }),
  }),
})

const getMyStarBalance: Method = ({ telegram, desk }) => ({ amount: telegram.stars.balance(desk.bot.id) })

const editUserStarSubscription: Method = ({ telegram, desk, params }) => {
  const userId = params.userId()
  const subscription = telegram.stars.subscription(params.required('telegram_payment_charge_id'))
  if (!subscription || subscription.botId !== desk.bot.id || subscription.userId !== userId) {
    throw badRequest('CHARGE_ID_INVALID')
  }
  const isCanceled = params.boolean('is_canceled')
  // Allowed again, it stays off until its person switches it on.
  if (subscription.canceledByBot && !isCanceled) subscription.canceledByUser = true
  subscription.canceledByBot = isCanceled
  return true
}

export const starMethods = { refundStarPayment, getStarTransactions, getMyStarBalance, editUserStarSubscription }
