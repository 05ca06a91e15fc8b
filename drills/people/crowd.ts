import type { SandboxPerson } from '../../sandbox/people'
import type { Chance } from '../chance'
import { peopleAtWork } from '../town/colleagues'
import { wares } from '../town/shop'

export type PayWay = 'payme' | 'click' | 'stars'

/** What somebody who orders flowers has in mind. */
export type OrderCourse =
  | 'pays'
  /** All at once. */
  | 'pays_in_full'
  | 'never_pays'
  /** The balance never comes, and the deposit goes back. */
  | 'deposit_only'
  /** Payme and Click at the same moment for the same money. */
  | 'pays_twice'
  /** The card is refused first. */
  | 'declined_first'
  | 'cancels_unpaid'
  | 'cancels_paid'
  /** Takes so long that the money comes when the order has expired. */
  | 'pays_late'

export type SubscriberCourse =
  | 'stays'
  | 'never_pays'
  /** Lets the paid time run out. */
  | 'lapses'
  /** Pays for a second period when asked, and no third. */
  | 'renews_once'
  /** Stars that renew themselves, until they are switched off. */
  | 'stars_monthly'
  | 'cancels'

export interface OrderPlan {
  readonly buyer: number
  readonly course: OrderCourse
  readonly product: string
  /** For the deposit, or the whole, and for the balance. */
  readonly ways: readonly [PayWay, PayWay]
  /** When the person comes to the shop, ms from the beginning, and how long they think before each step. */
  readonly comesAt: number
  readonly thinksMs: number
  /** The provider sends each call and its repeat at the same moment. */
  readonly together: boolean
}

export interface SubscriberPlan {
  readonly buyer: number
  readonly course: SubscriberCourse
  readonly way: PayWay
  readonly comesAt: number
  readonly thinksMs: number
}

export interface Crowd {
  readonly orders: readonly OrderPlan[]
  readonly subscribers: readonly SubscriberPlan[]
  readonly people: readonly SandboxPerson[]
  /** What is on the shelf at the beginning, by product. */
  readonly stock: Readonly<Record<string, number>>
}

const orderCourses: Readonly<Record<OrderCourse, number>> = {
  pays: 40,
  pays_in_full: 10,
  never_pays: 9,
  deposit_only: 8,
  pays_twice: 8,
  declined_first: 6,
  cancels_unpaid: 5,
  cancels_paid: 7,
  pays_late: 7,
}
const everyCourse: Readonly<Record<SubscriberCourse, number>> = {
  stays: 30,
  never_pays: 8,
  lapses: 16,
  renews_once: 16,
  stars_monthly: 18,
  cancels: 12,
}
const ways: Readonly<Record<PayWay, number>> = { payme: 45, click: 30, stars: 25 }
const firstBuyer = 500_000

export interface CrowdSize {
  readonly orders: number
  readonly subscribers: number
  readonly arriveWithinMs: number
  /** By weight; every course if left out. */
  readonly subscriberCourses?: Readonly<Partial<Record<SubscriberCourse, number>>>
}

/** Who comes, when, and with what in mind: all of it from the seed. */
export function crowdOf(
  chance: Chance,
  { orders, subscribers, arriveWithinMs, subscriberCourses = everyCourse }: CrowdSize,
): Crowd {
  const common = () => ({ comesAt: chance.between(0, arriveWithinMs), thinksMs: chance.between(500, 12_000) })
  const orderPlans = Array.from({ length: orders }, (_, index): OrderPlan => ({
    buyer: firstBuyer + index,
    course: chance.weighed(orderCourses),
    product: chance.weighed({ [wares.plenty]: 2, [wares.scarce]: 1 }),
    ways: [chance.weighed(ways), chance.weighed(ways)],
    together: chance.next() < 0.3,
    ...common(),
  }))
  const subscriberPlans = Array.from({ length: subscribers }, (_, index): SubscriberPlan => ({
    buyer: firstBuyer + orders + index,
    course: chance.weighed(subscriberCourses as Record<SubscriberCourse, number>),
    way: chance.weighed(ways),
    ...common(),
  }))
  const wanting = (product: string) => orderPlans.filter((plan) => plan.product === product).length
  return {
    orders: orderPlans,
    subscribers: subscriberPlans,
    people: [
      ...peopleAtWork,
      ...[...orderPlans, ...subscriberPlans].map(({ buyer: id }) => ({
        id,
        role: 'buyer' as const,
        firstName: `Buyer ${id}`,
        language: id % 2 === 0 ? 'uz' : 'ru',
        stars: 10_000,
      })),
    ],
    stock: { [wares.plenty]: wanting(wares.plenty), [wares.scarce]: Math.ceil(wanting(wares.scarce) * 0.7) },
  }
}
