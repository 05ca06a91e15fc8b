import type { Random } from './random'

/** A phone that stands in what strangers send: it must never come back in a log. */
export const plantedPhone = '+998901112233'

/** Words that have broken programs before. */
export const hostileWords: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  '\u202e\u2066',
  '\ufeff',
  '\r\nSet-Cookie: a=b',
  "'; DROP TABLE payments; --",
  "1' OR '1'='1",
  '1); SELECT pg_sleep(10); --',
  '${jndi:ldap://127.0.0.1/a}',
  '{{constructor.constructor("return process")()}}',
  '../../../../etc/passwd',
  '..%2f..%2f.env',
  '%00',
  '%',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '<script>alert(1)</script>',
  '<b>',
  '-0',
  'NaN',
  'Infinity',
  '1e309',
  '0x10',
  '9223372036854775808',
  '-9223372036854775809',
  '99999999999999999999999999999999',
  '１２３',
  '٠',
  'null',
  'undefined',
  'true',
  '[]',
  '{}',
  plantedPhone,
]

const hostileNumbers: readonly number[] = [
  0,
  -0,
  -1,
  1.5,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  2 ** 63,
  Number.MAX_SAFE_INTEGER,
  Number.MIN_SAFE_INTEGER,
  1e308,
  5e-324,
]

export function hostileText(random: Random): string {
  if (random.chance(0.7)) return random.pick(hostileWords)
  if (random.chance(0.3)) return random.letters(random.between(1, 40)).repeat(random.pick([10, 200]))
  return Array.from({ length: random.between(1, 30) }, () => String.fromCharCode(random.between(0, 0xffff))).join('')
}

/** Any JSON value; `Number` and lone surrogates as they are, objects with keys that reach for prototypes. */
export function hostileValue(random: Random, depth = 3): unknown {
  const kind = random.between(0, depth > 0 ? 7 : 4)
  switch (kind) {
    case 0:
      return null
    case 1:
      return random.chance(0.5)
    case 2:
      return random.pick(hostileNumbers)
    case 3:
    case 4:
      return hostileText(random)
    case 5:
      return Array.from({ length: random.between(0, 4) }, () => hostileValue(random, depth - 1))
    default:
      return Object.fromEntries(
        Array.from({ length: random.between(0, 4) }, () => [hostileKey(random), hostileValue(random, depth - 1)]),
      )
  }
}

const hostileKey = (random: Random): string =>
  random.chance(0.5)
    ? random.pick(['__proto__', 'constructor', 'prototype', 'toString', 'toJSON', 'then', 'length', 'id', '$where'])
    : hostileText(random)

/** JSON text of a nesting that a recursive reader does not survive; no `JSON.stringify` could write it. */
export const deepJson = (depth: number, open: '[' | '{"a":'): string =>
  `${open.repeat(depth)}1${(open === '[' ? ']' : '}').repeat(depth)}`

/** JSON text of numbers that no double holds. */
export const hugeNumbers = (name: string): string =>
  `{"${name}":${'9'.repeat(400)},"id":1e99999,"params":{"amount":-1e-400}}`

/** JSON text with the keys that change prototypes, which an object literal would swallow. */
export const pollution = (rest: string): string =>
  `{"__proto__":{"polluted":true,"isAdmin":true},"constructor":{"prototype":{"polluted":true}},${rest}}`

/** As a part of an address; half a surrogate pair, which no address can carry, becomes the sign for that. */
export const inAddress = (text: string, longest: number): string =>
  encodeURIComponent(Buffer.from(text.slice(0, longest), 'utf8').toString('utf8'))
