import {
  attentionLists,
  decodePress,
  encodePress,
  spans,
  subscriptionLists,
  type OwnerPress,
} from '../../../bots/owner/presses'
import { orderStages } from '../../../domain/order-states'

const longest = 'o'.repeat(32)
const presses: OwnerPress[] = [
  { verb: 'funnel' },
  { verb: 'status' },
  { verb: 'today' },
  { verb: 'lang', lang: 'uz' },
  ...[...orderStages, ...attentionLists].flatMap((list): OwnerPress[] => [
    { verb: 'list', list, page: 999 },
    { verb: 'order', orderId: longest, page: 999, back: { list, page: 999 } },
  ]),
  { verb: 'chart' },
  ...spans.flatMap((days): OwnerPress[] => [
    { verb: 'subs', days },
    { verb: 'access', days },
    { verb: 'subscription', subscriptionId: longest, page: 0, back: { list: 'access', page: days } },
  ]),
  ...subscriptionLists.flatMap((list): OwnerPress[] => [
    { verb: 'subscriptions', list, page: 999 },
    { verb: 'subscription', subscriptionId: longest, page: 999, back: { list, page: 999 } },
  ]),
]

test.each(presses)('%j comes back as it was drawn, in 64 bytes', (press) => {
  const data = encodePress(press)
  expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64)
  expect(decodePress(data)).toEqual(press)
})

test.each([
  '',
  'funnel:1',
  'lang:de',
  'lang:ru:en',
  'l:nowhere:0',
  'l:paid',
  'l:paid:-1',
  'l:paid:1e3',
  'l:paid:1000',
  'l:paid:0:0',
  'o::0:paid:0',
  'o:a/b:0:paid:0',
  `o:${longest}x:0:paid:0`,
  'o:a:0:paid',
  'subs',
  'subs:2',
  'access:07',
  'chart:1',
  'sl:access:1',
  'sl:paid:0',
  's:a:0:access:2',
  's:a:0:paid:0',
  's:a/b:0:grace:0',
  's:a:0:grace',
  'p:roses',
  'constructor',
])('%s is not one of our buttons', (data) => {
  expect(decodePress(data)).toBeNull()
})
