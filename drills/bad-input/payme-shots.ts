import type { Facts } from './facts'
import { deepJson, hostileText, inAddress, hostileValue, hugeNumbers, plantedPhone, pollution } from './hostile'
import type { Random } from './random'
import type { Request } from './shot'

const methods = [
  'CheckPerformTransaction',
  'CreateTransaction',
  'PerformTransaction',
  'CancelTransaction',
  'CheckTransaction',
  'GetStatement',
] as const

const basic = (key: string) => `Basic ${Buffer.from(`Paycom:${key}`).toString('base64')}`

/** A call of Payme's with something wrong in it; nothing that is asked for may be done. */
export function paymeShot(facts: Facts, random: Random): Request {
  const wrong = random.pick(wrongs)
  const { path = `/webhooks/payme/${facts.businessId}`, authorization, body } = wrong.spoil(facts, random)
  return {
    target: 'api',
    route: 'POST /webhooks/payme/:businessId',
    kind: wrong.kind,
    method: 'POST',
    path,
    headers: {
      'content-type': random.pick(['text/json', 'application/json', 'application/json; charset=UTF-8']),
      'x-forwarded-for': address(random),
      ...(authorization !== null && { authorization: authorization ?? basic(facts.secrets.paymeKey) }),
    },
    body: Buffer.from(body, 'utf8'),
  }
}

/** Everybody behind the proxy has an address of their own, or all would share one allowance of failures. */
export const address = (random: Random): string =>
  `10.${random.between(0, 255)}.${random.between(0, 255)}.${random.between(1, 254)}`

interface Spoilt {
  readonly path?: string
  /** null: none. */
  readonly authorization?: string | null
  readonly body: string
}

interface Wrong {
  readonly kind: string
  readonly spoil: (facts: Facts, random: Random) => Spoilt
}

const call = (method: string, params: unknown, id: unknown = 1): string => JSON.stringify({ method, params, id })
const fresh = (random: Random): string => random.letters(24, '0123456789abcdef')

/** A call that would be carried out, were it signed. */
function wellFormed({ due, held, paid }: Facts, random: Random): string {
  const method = random.pick(methods)
  if (method === 'CheckPerformTransaction' || method === 'CreateTransaction') {
    return call(method, { id: fresh(random), time: Date.now(), amount: due.amount, account: { payment: due.ref } })
  }
  if (method === 'GetStatement') return call(method, { from: 0, to: 9_999_999_999_999 })
  return call(method, { id: random.pick([held, paid]).transaction, reason: 5 })
}

const wrongs: readonly Wrong[] = [
  {
    kind: 'key wrong by one bit',
    spoil: (facts, random) => ({
      authorization: basic(oneBitOff(facts.secrets.paymeKey, random)),
      body: wellFormed(facts, random),
    }),
  },
  {
    kind: 'wrong credentials',
    spoil: (facts, random) => ({
      authorization: random.pick([
        null,
        '',
        'Basic',
        'Basic !!!!',
        `Basic ${'A'.repeat(5_000)}`,
        `Bearer ${facts.secrets.paymeKey}`,
        `Basic ${Buffer.from(facts.secrets.paymeKey).toString('base64')}`,
        basic(''),
        basic('undefined'),
        basic(`${facts.secrets.paymeKey} `),
      ]),
      body: wellFormed(facts, random),
    }),
  },
  {
    kind: 'cross-tenant path',
    spoil: (facts, random) => ({
      path: `/webhooks/payme/${random.pick([facts.theirs.businessId, 'nobody', '__proto__', inAddress(hostileText(random), 40)])}`,
      body: wellFormed(facts, random),
    }),
  },
  {
    kind: 'cross-tenant account',
    spoil: ({ theirs }, random) => ({
      body: call(random.pick(methods.slice(0, 2)), {
        id: fresh(random),
        time: Date.now(),
        amount: 4_500_000,
        account: { payment: random.pick(theirs.refs), order_id: theirs.orderId },
      }),
    }),
  },
  {
    kind: 'changed amount',
    spoil: ({ due, held, paid }, random) => ({
      body: call('CreateTransaction', {
        id: random.pick([held.transaction, paid.transaction, fresh(random)]),
        time: Date.now(),
        amount: random.pick([
          due.amount + 1,
          due.amount - 1,
          -due.amount,
          due.amount / 100,
          due.amount + 0.5,
          String(due.amount),
          2 ** 53,
        ]),
        account: { payment: random.pick([due, held, paid]).ref },
      }),
    }),
  },
  {
    kind: 'replay',
    spoil: ({ held, paid }, random) => ({
      body: random.pick([
        call('CreateTransaction', {
          id: held.transaction,
          time: Date.now(),
          amount: held.amount,
          account: { payment: held.ref },
        }),
        call('PerformTransaction', { id: paid.transaction }),
        call('CheckTransaction', { id: random.pick([held, paid]).transaction }),
      ]),
    }),
  },
  {
    kind: 'another transaction for a held payment',
    spoil: ({ held }, random) => ({
      body: call('CreateTransaction', {
        id: fresh(random),
        time: Date.now(),
        amount: held.amount,
        account: { payment: held.ref },
      }),
    }),
  },
  {
    kind: 'unknown transaction',
    spoil: (_facts, random) => ({
      body: call(random.pick(['PerformTransaction', 'CancelTransaction', 'CheckTransaction']), {
        id: random.pick([fresh(random), hostileText(random)]),
        reason: random.pick([3, 5, 0, -1, 99_999]),
      }),
    }),
  },
  {
    kind: 'hostile parameters',
    spoil: (_facts, random) => ({
      body: call(
        random.pick(methods),
        Object.fromEntries(
          ['id', 'time', 'amount', 'account', 'reason', 'from', 'to'].map((name) => [name, hostileValue(random)]),
        ),
        hostileValue(random),
      ),
    }),
  },
  {
    kind: 'hostile message',
    spoil: (_facts, random) => ({
      body: random.pick([
        JSON.stringify(hostileValue(random, 5)) ?? '',
        call(hostileText(random), hostileValue(random)),
        call(random.pick(['__proto__', 'constructor', 'toString', 'SetFiscalData', 'ChangePassword']), {}),
        deepJson(random.between(100, 6_000), '{"a":'),
        hugeNumbers('amount'),
        pollution(`"method":"${random.pick(methods)}","params":{"__proto__":{"id":"a"}},"id":1`),
        call('CreateTransaction', { account: { payment: hostileText(random), phone: plantedPhone } }),
      ]),
    }),
  },
]

/** The secret with one bit of one letter turned over: as near as a guess can be. */
export function oneBitOff(secret: string, random: Random): string {
  const bytes = Buffer.from(secret, 'latin1')
  const at = random.between(0, bytes.length - 1)
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.between(0, 4))
  return bytes.toString('latin1')
}
