import { percentOf } from './money'
import type { OrderId, PaymentId } from './ids'

export type PaymentPlan = 'full' | 'deposit_balance' | 'preorder'
export type PaymentKind = 'full' | 'deposit' | 'balance'

/** One stage of money of an order, in the order in which the stages fall due. */
export interface Stage {
  readonly kind: PaymentKind
  readonly amount: bigint
  /** The stage opens only when the goods of a preorder have arrived. */
  readonly afterGoodsArrive: boolean
}

export interface PlanRules {
  readonly depositPercent: number
  /** No stage is asked for below this; providers refuse smaller sums. Minor units. */
  readonly minimumStage: bigint
}

/**
 * Splits a total into the stages of a plan. The stages always sum to the total.
 * A deposit below the minimum is raised to it; when the deposit or what remains cannot stand as a stage of its own,
 * the whole sum is one full payment.
 */
export function stagesOf(plan: PaymentPlan, total: bigint, rules: PlanRules): Stage[] {
  if (total <= 0n) throw new RangeError(`an order's total must be positive, got ${total}`)
  const whole: Stage[] = [{ kind: 'full', amount: total, afterGoodsArrive: false }]
  if (plan === 'full') return whole

  const share = percentOf(total, rules.depositPercent)
  const deposit = share < rules.minimumStage ? rules.minimumStage : share
  const balance = total - deposit
  if (deposit <= 0n || balance < rules.minimumStage || balance <= 0n) return whole
  return [
    { kind: 'deposit', amount: deposit, afterGoodsArrive: false },
    { kind: 'balance', amount: balance, afterGoodsArrive: plan === 'preorder' },
  ]
}

const letters: Record<PaymentKind, string> = { full: 'f', deposit: 'd', balance: 'b' }

export const paymentIdOf = (orderId: OrderId, kind: PaymentKind): PaymentId => `${orderId}.${letters[kind]}`

/** What the payer sees as the account in Payme and Click: `1042D`. Unique within a business. */
export const paymentRefOf = (orderNumber: number, kind: PaymentKind) => `${orderNumber}${letters[kind].toUpperCase()}`
