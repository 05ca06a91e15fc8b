import fc from 'fast-check'
import {
  formatMoney,
  fromJson,
  inStars,
  parseDecimal,
  percentOf,
  toDecimal,
  toJson,
  type Currency,
} from '../../domain/money'

/** Written with ordinary spaces here; a sum is joined by no-break spaces. */
const nbsp = (text: string) => text.replaceAll(' ', '\u00a0')

test.each<[bigint, Currency, string]>([
  [0n, 'UZS', '0 soʻm'],
  [1n, 'UZS', '0,01 soʻm'],
  [99n, 'UZS', '0,99 soʻm'],
  [100n, 'UZS', '1 soʻm'],
  [99_900n, 'UZS', '999 soʻm'],
  [100_000n, 'UZS', '1 000 soʻm'],
  [15_000_000n, 'UZS', '150 000 soʻm'],
  [125_050n, 'UZS', '1 250,50 soʻm'],
  [123_456_789_012n, 'UZS', '1 234 567 890,12 soʻm'],
  [-15_000_000n, 'UZS', '−150 000 soʻm'],
  [-1n, 'UZS', '−0,01 soʻm'],
  [250_005n, 'KZT', '2 500,05 ₸'],
  [1_999n, 'USD', '19,99 $'],
  [0n, 'XTR', '0 ⭐'],
  [120n, 'XTR', '120 ⭐'],
  [1_200n, 'XTR', '1 200 ⭐'],
])('%s minor units of %s read %s', (amount, currency, text) => {
  expect(formatMoney({ amount, currency })).toBe(nbsp(text))
})

test.each<[bigint, Currency, string]>([
  [0n, 'UZS', '0.00'],
  [5n, 'UZS', '0.05'],
  [123_450n, 'UZS', '1234.50'],
  [100_000_000n, 'UZS', '1000000.00'],
  [120n, 'XTR', '120'],
])('%s of %s is the decimal %s', (amount, currency, text) => {
  expect(toDecimal({ amount, currency })).toBe(text)
})

test.each<[string, Currency, bigint | null]>([
  ['1234', 'UZS', 123_400n],
  ['1234.5', 'UZS', 123_450n],
  ['1234.50', 'UZS', 123_450n],
  ['1234.5000', 'UZS', 123_450n],
  ['0', 'UZS', 0n],
  ['0.01', 'UZS', 1n],
  ['007', 'UZS', 700n],
  ['999999999999999', 'UZS', 99_999_999_999_999_900n],
  ['12', 'XTR', 12n],
  ['12.0', 'XTR', 12n],
  ['12.5', 'XTR', null],
  ['1.001', 'UZS', null],
  ['1.0000000', 'UZS', null],
  ['1000000000000000', 'UZS', null],
  ['-1', 'UZS', null],
  ['+1', 'UZS', null],
  ['1,50', 'UZS', null],
  ['1.', 'UZS', null],
  ['.5', 'UZS', null],
  ['', 'UZS', null],
  [' 1', 'UZS', null],
  ['1\n', 'UZS', null],
  ['1e3', 'UZS', null],
  ['0x10', 'UZS', null],
  ['NaN', 'UZS', null],
  ['１２', 'UZS', null],
])('%j of %s is read as %s', (text, currency, amount) => {
  expect(parseDecimal(text, currency)).toBe(amount)
})

const currency = fc.constantFrom<Currency>('UZS', 'KZT', 'USD', 'XTR')
const amount = fc.bigInt({ min: 0n, max: 10n ** 15n - 1n })

test('what is written as a decimal or as JSON is read back as it was', () =>
  fc.assert(
    fc.property(amount, currency, (sum, unit) => {
      const money = { amount: sum, currency: unit }
      expect(parseDecimal(toDecimal(money), unit)).toBe(sum)
      expect(fromJson(JSON.parse(JSON.stringify(toJson(money))) as ReturnType<typeof toJson>)).toEqual(money)
    }),
    { seed: 20261121 },
  ))

test('no digit is lost in a formatted sum', () =>
  fc.assert(
    fc.property(amount, currency, (sum, unit) => {
      const text = formatMoney({ amount: sum, currency: unit })
      const digits = text.replace(/[^\d,]/g, '').replace(',', '.')
      expect(parseDecimal(digits, unit)).toBe(sum)
      expect(text).not.toContain(' ')
    }),
    { seed: 20261121 },
  ))

test.each<[bigint, number, bigint]>([
  [100n, 30, 30n],
  [0n, 30, 0n],
  [1n, 49, 0n],
  [1n, 50, 1n],
  [1n, 51, 1n],
  [5n, 30, 2n],
  [3n, 50, 2n],
  [1_000_005n, 30, 300_002n],
  [7n, 0, 0n],
  [7n, 100, 7n],
])('of %s, %s percent is %s', (sum, percent, share) => {
  expect(percentOf(sum, percent)).toBe(share)
})

test.each([-1, 101, 0.5, Number.NaN])('%s percent is refused', (percent) => {
  expect(() => percentOf(100n, percent)).toThrow(RangeError)
})

test('a percent is rounded half up: it is never further than half a unit away', () =>
  fc.assert(
    fc.property(amount, fc.integer({ min: 0, max: 100 }), (sum, percent) => {
      const off = percentOf(sum, percent) * 100n - sum * BigInt(percent)
      expect(off > -50n && off <= 50n).toBe(true)
    }),
    { seed: 20261121 },
  ))

test.each<[bigint, bigint, bigint]>([
  [35_000_000n, 25_000n, 1_400n],
  [35_000_001n, 25_000n, 1_401n],
  [1n, 25_000n, 1n],
])('%s at %s a Star is %s Stars: the shop is never short', (sum, rate, stars) => {
  expect(inStars(sum, rate)).toBe(stars)
})

test.each([0n, -1n])('a Star worth %s is refused', (rate) => {
  expect(() => inStars(100n, rate)).toThrow(RangeError)
})
