import { attentionLists, decodePress, encodePress, type OwnerPress } from '../../../bots/owner/presses'
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
  'p:roses',
  'constructor',
])('%s is not one of our buttons', (data) => {
  expect(decodePress(data)).toBeNull()
})
