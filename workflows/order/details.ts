import type { OrderCourse } from './course'

/** What an order waits for, for the person who reads the Temporal UI. No names, no addresses. */
export function detailsOf(number: number, course: OrderCourse): string {
  const { phase } = course
  return `Order ${number} is **${course.state}**: ${phase.do === 'collect' ? `waits for its ${phase.kind} payment` : words[phase.do]}`
}

const words = {
  wait_for_goods: 'its first stage is paid, and the goods are on their way',
  await_goods: 'waits until staff say that the goods have arrived',
  offer: 'is paid and goes to the florists',
  find_florist: 'waits for a florist to accept it',
  await_staff: 'waits for staff to make and deliver it',
  await_rating: 'is delivered, and the buyer may rate it',
  expire: 'was not paid in time',
  close: 'is delivered and rated',
  undo: 'ends, because its money was returned',
  decide_deposit: 'has ended; what becomes of the deposit is being decided',
  give_back: 'has ended; its money is on the way back',
  note_refund: 'has ended; its money went back',
  end: 'is over',
} as const
