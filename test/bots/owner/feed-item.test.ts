import { isReject, meaningOf, readItem } from '../../../bots/owner/feed-item'
import type { ReadEvent } from '../../../db/owner/projection'
import { fact, moved, snapshot } from './facts'

const readEvent = (item: unknown) => {
  const result = readItem(item, 'demo')
  if (isReject(result)) throw new Error(result.problem)
  return result
}

test('an event of the contract is understood, with its order', () => {
  const event: ReadEvent = readEvent(fact('payment_performed', { fields: moved() }))
  expect(event).toMatchObject({ type: 'payment_performed', orderId: 'order1', understood: true, order: snapshot() })
})

test('a fact without an order is understood and moves no order', () => {
  const item = fact('buyer_unreachable', { orderId: null, fields: { reason: 'blocked_bot' } })
  delete item.payload.order
  expect(readEvent(item)).toMatchObject({ understood: true, order: null })
})

test('an unknown type of our version still tells how its order stands', () => {
  const item = { ...fact('order_created'), type: 'order_gift_wrapped' }
  expect(readEvent(item)).toMatchObject({ understood: false, order: snapshot() })
})

test.each([
  ['of a newer version', { ...fact('order_created'), version: 2 }],
  ['of a known type that lacks a field', fact('payment_performed')],
  ['with a stage that we do not know', fact('order_created', { order: { stage: 'gift' } })],
  ['with an amount in a float', fact('order_created', { order: { total: '1.5' } })],
  ['with a number that no column holds', fact('order_created', { order: { number: 3_000_000_000 } })],
])('an event %s is kept, and nothing is taken from it', (_, item) => {
  expect(readEvent(item)).toMatchObject({ understood: false, order: null })
})

test.each([
  ['no object', 'order_created', /expected object/i],
  ['nothing', undefined, /expected object/i],
  ['an id that is none', { ...fact('order_created'), event_id: '1; DROP TABLE events' }, /event_id/],
  ['a time that is none', { ...fact('order_created'), occurred_at: 'yesterday' }, /occurred_at/],
  ['a time before the product', { ...fact('order_created'), occurred_at: '0000-01-01T00:00:00Z' }, /millennium/],
  ["another business's event", { ...fact('order_created'), business_id: 'other' }, /business other/],
  ['U+0000 in a text', fact('order_cancelled', { fields: { reason: 'a\u0000b' } }), /U\+0000/],
  ['half a surrogate pair', fact('order_cancelled', { fields: { reason: 'a\ud83d' } }), /surrogate/],
])('%s is refused with the reason', (_, item, problem) => {
  const result = readItem(item, 'demo')
  expect(isReject(result) && result.problem).toMatch(problem)
})

test.each(['\\u0000', 'C:\\\\users', '🌷', '\\\\ud83d'])('%s in a text is an ordinary text', (reason) => {
  expect(isReject(readItem(fact('order_cancelled', { fields: { reason } }), 'demo'))).toBe(false)
})

test('a type named like a method of Object is simply unknown', () => {
  expect(meaningOf({ ...readEvent(fact('order_created')), type: 'toString' })).toMatchObject({ understood: false })
})
