import { createHash } from 'node:crypto'
import type { Facts } from './facts'
import { hostileText, plantedPhone } from './hostile'
import { address } from './payme-shots'
import type { Random } from './random'
import type { Request } from './shot'

type Step = 'prepare' | 'complete'
type Form = Record<string, string>

/** A call of Click's with something wrong in it; nothing that is asked for may be done. */
export function clickShot(facts: Facts, random: Random): Request {
  const step: Step = random.pick(['prepare', 'complete'])
  const { kind, spoil } = random.pick(wrongs)
  const { body, business = facts.businessId } = spoil({ facts, random, step })
  return {
    target: 'api',
    route: `POST /webhooks/click/:businessId/${step}`,
    kind,
    method: 'POST',
    path: `/webhooks/click/${business}/${step}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': address(random) },
    body: Buffer.from(body, 'utf8'),
  }
}

interface Shooting {
  readonly facts: Facts
  readonly random: Random
  readonly step: Step
}

interface Wrong {
  readonly kind: string
  readonly spoil: (shooting: Shooting) => { readonly body: string; readonly business?: string }
}

/** Signed as Click signs (click.md 2.2), whatever is in it. */
function signed({ facts, step }: Shooting, form: Form, key = facts.secrets.clickKey): Form {
  const text = (name: string) => form[name] ?? ''
  const digest = createHash('md5')
    .update(
      text('click_trans_id') +
        text('service_id') +
        key +
        text('merchant_trans_id') +
        (step === 'complete' ? text('merchant_prepare_id') : '') +
        text('amount') +
        text('action') +
        text('sign_time'),
      'utf8',
    )
    .digest('hex')
  return { ...form, sign_string: digest }
}

const inSoum = (minor: number) => (minor / 100).toFixed(2)

/** A form that would be carried out, were it signed. */
function wellFormed({ facts, random, step }: Shooting): Form {
  const { due, prepared, click } = facts
  const about = step === 'prepare' ? due : prepared
  return {
    click_trans_id: step === 'prepare' ? String(random.between(1, 2 ** 31)) : prepared.transaction,
    service_id: click.serviceId,
    click_paydoc_id: '1',
    merchant_trans_id: about.ref,
    ...(step === 'complete' && { merchant_prepare_id: prepared.prepareId }),
    amount: inSoum(about.amount),
    action: step === 'prepare' ? '0' : '1',
    error: '0',
    error_note: plantedPhone,
    sign_time: '2026-11-21 12:00:00',
  }
}

const encoded = (form: Form) => new URLSearchParams(form).toString()

const wrongs: readonly Wrong[] = [
  {
    kind: 'signature wrong by one bit',
    spoil: (shooting) => {
      const form = signed(shooting, wellFormed(shooting))
      const { random } = shooting
      const digits = (form.sign_string ?? '').split('')
      const at = random.between(0, digits.length - 1)
      digits[at] = (Number.parseInt(digits[at] ?? '0', 16) ^ (1 << random.between(0, 3))).toString(16)
      return { body: encoded({ ...form, sign_string: digits.join('') }) }
    },
  },
  {
    kind: 'signed with another key',
    spoil: (shooting) => ({
      body: encoded(
        signed(shooting, wellFormed(shooting), shooting.random.pick(['', 'undefined', 'null', 'TESTSECRET'])),
      ),
    }),
  },
  {
    kind: 'changed after signing',
    spoil: (shooting) => {
      const form = signed(shooting, wellFormed(shooting))
      const covered = ['click_trans_id', 'merchant_trans_id', 'amount', 'sign_time', 'service_id'] as const
      const name = shooting.random.pick(covered)
      return { body: encoded({ ...form, [name]: `${form[name] ?? ''}1` }) }
    },
  },
  {
    kind: 'signed, changed amount',
    spoil: (shooting) => {
      const { due, prepared } = shooting.facts
      const about = shooting.step === 'prepare' ? due : prepared
      const amount = shooting.random.pick([
        inSoum(about.amount + 100),
        inSoum(about.amount - 1),
        `-${inSoum(about.amount)}`,
        '0',
        '1e9',
        'NaN',
        '0x10',
        '1.999',
        '9'.repeat(31),
      ])
      return { body: encoded(signed(shooting, { ...wellFormed(shooting), amount })) }
    },
  },
  {
    kind: 'signed, unknown transaction',
    spoil: (shooting) => {
      const { random } = shooting
      const changes: Form =
        shooting.step === 'prepare'
          ? { merchant_trans_id: random.pick([...shooting.facts.theirs.refs, hostileText(random), '0D', '99999999F']) }
          : random.pick<Form>([
              { merchant_prepare_id: random.pick(['0', '-1', '1', hostileText(random), '9223372036854775808']) },
              { click_trans_id: String(random.between(1, 2 ** 31)) },
              { merchant_trans_id: random.pick(shooting.facts.theirs.refs) },
            ])
      return { body: encoded(signed(shooting, { ...wellFormed(shooting), ...changes })) }
    },
  },
  {
    kind: 'signed, hostile field',
    spoil: (shooting) => {
      const { random } = shooting
      const names = [
        'click_trans_id',
        'service_id',
        'click_paydoc_id',
        'amount',
        'action',
        'sign_time',
        'error',
      ] as const
      const unsound = signed(shooting, {
        ...wellFormed(shooting),
        amount: '0.01',
        [random.pick(names)]: hostileText(random),
      })
      return { body: encoded(unsound) }
    },
  },
  {
    kind: 'cross-tenant path',
    spoil: (shooting) => ({
      business: shooting.random.pick([shooting.facts.theirs.businessId, 'nobody', '__proto__', '%00', 'a'.repeat(500)]),
      body: encoded(signed(shooting, wellFormed(shooting))),
    }),
  },
  {
    kind: 'replay of a Prepare',
    spoil: (shooting) => {
      const { prepared } = shooting.facts
      const form = { ...wellFormed({ ...shooting, step: 'prepare' }), click_trans_id: prepared.transaction }
      const changed = { ...form, merchant_trans_id: prepared.ref, amount: inSoum(prepared.amount + 100) }
      return { body: encoded(signed(shooting, changed)) }
    },
  },
  {
    kind: 'hostile form',
    spoil: ({ facts, random, step }) => {
      const form = encoded(wellFormed({ facts, random, step }))
      return {
        body: random.pick([
          '',
          '&'.repeat(5_000),
          '%',
          '%ff%fe=%00',
          `${form}&amount=1&amount=2`,
          `__proto__[a]=1&constructor=2&${form}`,
          form.replaceAll('=', '[]='),
          JSON.stringify(Object.fromEntries(new URLSearchParams(form))),
          form.slice(0, random.between(0, form.length)),
          `${'a=1&'.repeat(3_000)}${form}`,
        ]),
      }
    },
  },
]
