import { readTicketText } from '../../domain/tickets'

test.each([
  [null, { ok: false, why: 'none' }],
  ['', { ok: false, why: 'none' }],
  [' \n\t ', { ok: false, why: 'none' }],
  ['\0\uD83D', { ok: false, why: 'none' }],
  ['  Где доступ?\n', { ok: true, text: 'Где доступ?' }],
  ['a\0b\uD83Dc', { ok: true, text: 'abc' }],
  ['a'.repeat(1000), { ok: true, text: 'a'.repeat(1000) }],
  ['a'.repeat(1001), { ok: false, why: 'long' }],
])('%j', (written, read) => {
  expect(readTicketText(written)).toEqual(read)
})
