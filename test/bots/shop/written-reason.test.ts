import { writtenReason } from '../../../bots/shop/staff/reason'

test.each([
  ['the buyer is ill', 'the buyer is ill'],
  ['  two\n lines ', 'two lines'],
  ['ill', 'ill.'],
  ['ring +998 90 111-22-33 now', 'ring … now'],
  ['ring (90) 1112233', 'ring (…'],
  ['card 8600 1234 5678 9012', 'card …'],
  ['order 1042 of 2026-11-21 12:30', 'order 1042 of 2026-11-21 12:30'],
  ['came 21.11.2026 12:30, not 20.11.2026', 'came 21.11.2026 12:30, not 20.11.2026'],
  ['150 000 and 350 000', '150 000 and 350 000'],
])('the reason %j is kept as %j', (text, kept) => {
  expect(writtenReason(text)).toBe(kept)
})

test('a reason has a limit, and half an emoji at its end is left out', () => {
  expect(writtenReason('a b'.repeat(200))).toHaveLength(300)
  expect(writtenReason(`${'a '.repeat(149)}a🌹`)).toBe(`${'a '.repeat(149)}a`)
})
