import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { billableActions, countOf, untilOffered, workflowTasksOf, type HistoryEvent } from '../../bench/actions'

const recorded = (file: string): readonly HistoryEvent[] => {
  const text = readFileSync(join(__dirname, '..', 'histories', `${file}.json`), 'utf8')
  return (JSON.parse(text) as { events: HistoryEvent[] }).events
}
const lines = (events: readonly HistoryEvent[]) =>
  billableActions(events).map(({ kind, what, count }) => `${kind}: ${what}${count > 1 ? ` x${count}` : ''}`)
const event = (eventId: number, type: string, attributes: object = {}) =>
  ({ eventId: String(eventId), eventType: `EVENT_TYPE_${type}`, ...attributes }) as HistoryEvent

const path = 'deposit-and-balance'

test('a deposit and a balance cost 27 actions and no more: whoever adds one says why here', () => {
  const order = untilOffered(recorded(`${path}.order`))
  const payments = [recorded(`${path}.payment`), recorded(`${path}.payment-2`)]
  expect(payments.map((events) => countOf(billableActions(events)))).toEqual([9, 9])
  expect(countOf(billableActions(order))).toBe(9)
  expect([order, ...payments].reduce((sum, events) => sum + countOf(billableActions(events)), 0)).toBe(27)
})

test('each action of a payment is known by what it is for', () => {
  expect(lines(recorded(`${path}.payment`)).sort()).toEqual([
    'activity: payment_due',
    'local activities: holdPayment',
    'local activities: openPayment',
    'local activities: performPayment',
    'start: payment',
    expect.stringMatching(/^timer: 1001D: .* next look$/),
    'update: hold',
    'update: perform',
    'upsert: PaymentStage paid',
  ])
})

test('each action of an order until it is offered is known by what it is for', () => {
  expect(lines(untilOffered(recorded(`${path}.order`))).sort()).toEqual([
    'activity: payment_received',
    'activity: payment_received',
    'child: payment',
    'child: payment',
    'local activities: placeOrder, progressOfOrder',
    'local activities: stepOrder',
    'start: order',
    'upsert: OrderStage balance_due',
    'upsert: OrderStage paid',
  ])
})

test('local activities of one workflow task are one action, those of two tasks are two', () => {
  const marker = (id: number, task: string) =>
    event(id, 'MARKER_RECORDED', { markerRecordedEventAttributes: { workflowTaskCompletedEventId: task } })
  expect(countOf(billableActions([marker(5, '4'), marker(6, '4'), marker(11, '10')]))).toBe(2)
})

test('every try of an activity is an action, and one that nobody has begun yet will be one', () => {
  const scheduled = (id: number) =>
    event(id, 'ACTIVITY_TASK_SCHEDULED', { activityTaskScheduledEventAttributes: { activityType: { name: 'tell' } } })
  const started = event(7, 'ACTIVITY_TASK_STARTED', {
    activityTaskStartedEventAttributes: { scheduledEventId: '5', attempt: 3 },
  })
  expect(lines([scheduled(5), scheduled(6), started])).toEqual(['activity: tell x3', 'activity: tell'])
})

test('workflow tasks, timers that ended and answers of updates are no actions', () => {
  const free = ['WORKFLOW_TASK_COMPLETED', 'TIMER_FIRED', 'TIMER_CANCELED', 'WORKFLOW_EXECUTION_UPDATE_COMPLETED']
  const events = free.map((type, index) => event(index, type))
  expect(billableActions(events)).toEqual([])
  expect(workflowTasksOf(events)).toBe(1)
})

test('an order that was never offered has no money part to be counted', () => {
  expect(() => untilOffered(recorded('deposit-expiry.order'))).toThrow('never offered to florists')
})
