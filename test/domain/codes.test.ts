import fc from 'fast-check'
import { codeFrom, codePattern, readCode, reduced } from '../../domain/codes'

test.each([
  ['SPRING', 'SPRING'],
  [' spring 24 ', 'SPRING24'],
  ['ABCD-EFGH', 'ABCDEFGH'],
  ['abc', null],
  ['A'.repeat(24), 'A'.repeat(24)],
  ['A'.repeat(25), null],
  ['ВЕСНА', null],
  ['SPRING!', null],
  ['', null],
])('%j is read as %j', (text, code) => {
  expect(readCode(text)).toBe(code)
})

test.each([
  // What was asked, percent, what is left
  ['9000000', 20, '7200000'],
  ['9000000', 0, '9000000'],
  // Half up: 50 % of 1 is 0.5.
  ['1', 50, '1'],
  ['3', 50, '2'],
  // Never nothing.
  ['1', 99, '1'],
  ['49', 99, '1'],
  ['150', 99, '2'],
])('%s less %i %% is %s', (price, percent, left) => {
  expect(reduced({ price, prices: {}, starPrice: null }, percent).price).toBe(left)
})

test.each([
  [300, 20, 240],
  [301, 20, 241],
  [1, 99, 1],
  [7, 50, 4],
  [300, 0, 300],
])('%i Stars less %i %% are %i', (stars, percent, left) => {
  expect(reduced({ price: '1', prices: {}, starPrice: stars }, percent).starPrice).toBe(left)
})

test('the prices of providers that cost another price are reduced too', () => {
  expect(reduced({ price: '1000', prices: { click: '1100', manual: '900' }, starPrice: null }, 10)).toEqual({
    price: '900',
    prices: { click: '990', manual: '810' },
    starPrice: null,
  })
})

test('a reduced price is at least 1, at most the price, and within half a minor unit of it', () =>
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 15n }), fc.integer({ min: 0, max: 99 }), (price, percent) => {
      const left = BigInt(reduced({ price: price.toString(), prices: {}, starPrice: null }, percent).price)
      expect(left >= 1n && left <= price).toBe(true)
      const off = 100n * left - price * BigInt(100 - percent)
      expect(left === 1n || (off > -50n && off <= 50n)).toBe(true)
    }),
    { seed: 20261121 },
  ))

test('codes of our own have eight letters that nobody takes for others, the same for the same bytes', () => {
  const code = codeFrom(Uint8Array.from([0, 1, 30, 31, 255, 7, 100, 200, 9]))
  expect(code).toBe('AB9AHHHR')
  expect(codePattern.test(code)).toBe(true)
  expect(codeFrom(new Uint8Array(8).fill(255))).not.toMatch(/[01ILO]/)
})
