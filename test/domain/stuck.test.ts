import fc from 'fast-check'
import { disagreement } from '../../domain/lifecycle-agreement'
import { firstLine, opsCommand, quoted, subjectOf } from '../../domain/stuck'

test.each([
  ['no such order\n    at order.ts:1', 'no such order'],
  ['getMe: 123456789:AAF-abcdefghijklmnop is no token', 'getMe: <token> is no token'],
  ['connect postgres://shop:pass@db:5432/orderly', 'connect postgres://<secret>@db:5432/orderly'],
  ['Key (business_id, id)=(buxoro, telegram:42) exists', 'Key (business_id, id)=(<value>) exists'],
  ['call +998 90 123-45-67 back', 'call <number> back'],
  ['chat -1001234567890 not found', 'chat -<number> not found'],
  ['400 Bad Request', '400 Bad Request'],
])('the first line of %j is shown as %j', (error, shown) => {
  expect(firstLine(error)).toBe(shown)
})

test('the first line of whatever is one line, not long, and names no phone', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.integer({ min: 900_000_000, max: 999_999_999 }),
      fc.string(),
      (before, phone, after) => {
        const shown = firstLine(`${before}+998${phone}${after}`)
        expect(shown).not.toContain(String(phone))
        expect(shown.includes('\n')).toBe(false)
        expect(shown.length).toBeLessThanOrEqual(201)
      },
    ),
  )
})

test.each([
  ['order/buxoro/k3v9', { orderId: 'k3v9' }],
  ['payment/buxoro/k3v9.d', { orderId: 'k3v9' }],
  ['payment/buxoro/s7x.3', { subscriptionId: 's7x' }],
  ['refund/buxoro/k3v9.f/payme:1', { orderId: 'k3v9' }],
  ['subscription/buxoro/s7x', { subscriptionId: 's7x' }],
  ['access-audit/buxoro/by-hand', null],
  ['order/buxoro/', null],
])('%s is about %j', (workflowId, about) => {
  expect(subjectOf(workflowId)).toEqual(about)
})

test('what stands in a command is one argument, whatever it holds', () => {
  expect(opsCommand('resend', 'k3v9.d/due/17')).toBe('npm run ops -- resend k3v9.d/due/17')
  expect(quoted("a'b; rm -rf $HOME")).toBe(`'a'\\''b; rm -rf $HOME'`)
})

const running = { shows: 'paid' }
test.each([
  ['yes', undefined, 'lifecycle_missing'],
  ['may', undefined, null],
  ['no', undefined, null],
  ['yes', running, null],
  ['yes', { shows: 'pending' }, 'stage_differs'],
  ['yes', { shows: null }, 'stage_differs'],
  ['may', { shows: 'pending' }, null],
  ['no', running, 'lifecycle_left_over'],
] as const)('in the book it runs: %s, there is %j: %s', (runs, there, expected) => {
  expect(disagreement({ shows: 'paid', runs }, there)).toBe(expected)
})

test('what runs and is not in the book is left over; what is nowhere is nothing', () => {
  expect(disagreement(undefined, running)).toBe('lifecycle_left_over')
  expect(disagreement(undefined, undefined)).toBeNull()
})
