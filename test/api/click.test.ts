import { clickSignature } from '../../api/webhooks/click-request'
import { expirePayment } from '../../db/payment-stages'
import { releaseOverdueHold } from '../../db/ledger'
import { Unanswered } from '../../workflows/callers'
import { click, hour, openShop, signedClick, type ClickBody, type Shop } from './shop'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

let ids = 40_000_000
const newId = () => String(++ids)

async function preparedBill(plan: 'full' | 'deposit_balance' = 'full') {
  const order = await shop.order({ plan })
  const fields = { click_trans_id: newId(), merchant_trans_id: order.ref, amount: order.soum }
  const answer = await shop.click('prepare', fields)
  expect(answer.body.error).toBe(0)
  return { ...order, fields: { ...fields, merchant_prepare_id: String(answer.body.merchant_prepare_id) }, answer }
}

test('the signature vectors of the protocol page', () => {
  const request = {
    click_trans_id: '12345678',
    service_id: '1001',
    click_paydoc_id: '1',
    merchant_trans_id: 'order-42',
    merchant_prepare_id: '777',
    amount: '50000.00',
    action: '0',
    error: '0',
    sign_time: '2026-11-20 12:00:00',
    sign_string: '',
  }
  expect(clickSignature(request, 'TESTSECRET', 'prepare')).toBe('e88ffa23f966673265f86c4b6bc5763f')
  expect(clickSignature({ ...request, action: '1' }, 'TESTSECRET', 'complete')).toBe('82e77aca4b6b9f3addbe8edead32d29f')
})

test('a repeated Prepare gets the same answer, and holds once', async () => {
  const { fields, answer } = await preparedBill()
  const before = await shop.book()
  shop.clock.now += 2000
  const repeat = await shop.click('prepare', fields)
  expect(repeat.text).toBe(answer.text)
  expect(await shop.book()).toBe(before)
})

test.each(['1000000', '1000000.0', '1000000.00', '1000000.000'])(
  'the amount %s is one million soʻm',
  async (amount) => {
    const { ref } = await shop.order()
    const fields = { click_trans_id: newId(), merchant_trans_id: ref, amount }
    const answer = await shop.click('prepare', fields)
    expect(answer.body.error).toBe(0)
    const confirmed = await shop.click('complete', {
      ...fields,
      amount: '1000000',
      merchant_prepare_id: String(answer.body.merchant_prepare_id),
    })
    expect(confirmed.body.error).toBe(0)
  },
)

test.each(['999999.99', '1000000.01', '1000000.001', '1e6', '-1000000', '1 000 000', '1000000,00', 'NaN', '0', '٣'])(
  'the amount %s is -2 and holds nothing',
  async (amount) => {
    const { ref } = await shop.order()
    const before = await shop.book()
    const answer = await shop.click('prepare', { click_trans_id: newId(), merchant_trans_id: ref, amount })
    expect(answer.body.error).toBe(-2)
    expect(await shop.book()).toBe(before)
  },
)

test('numbers of Click beyond 2^53 come back digit by digit', async () => {
  const { ref, soum } = await shop.order()
  const fields = { click_trans_id: '9223372036854775807', merchant_trans_id: ref, amount: soum }
  const answer = await shop.click('prepare', fields)
  expect(answer.text).toMatch(
    /^\{"click_trans_id":9223372036854775807,"merchant_trans_id":"\d+F","merchant_prepare_id":\d+,/,
  )
  const beyond = await shop.click('prepare', { ...fields, click_trans_id: '9223372036854775808' })
  expect(beyond.body.error).toBe(-8)
})

describe('a request that cannot be read is -8', () => {
  const required = ['click_trans_id', 'service_id', 'click_paydoc_id', 'merchant_trans_id', 'amount', 'action', 'error']
  test.each([...required, 'sign_time', 'sign_string', 'merchant_prepare_id'])('without %s', async (name) => {
    const { fields } = await preparedBill()
    const before = await shop.book()
    const form = new URLSearchParams(signedClick('complete', fields))
    form.delete(name)
    const answer = await post('complete', form.toString())
    expect(answer).toEqual({ error: -8, error_note: 'Error in request from click' })
    expect(await shop.book()).toBe(before)
  })

  test.each([
    ['a number twice', 'click_trans_id=1&click_trans_id=1'],
    ['JSON', JSON.stringify(signedClick('prepare', {}))],
    ['nothing', ''],
    ['broken escapes', '%E0%A4%A=%&%%%'],
    ['a prototype', '__proto__=1&constructor=2'],
  ])('%s', async (_, body) => {
    expect((await post('prepare', body)).error).toBe(-8)
  })

  test.each([
    ['click_trans_id', '012'],
    ['click_trans_id', '-1'],
    ['click_trans_id', '1.5'],
    ['click_paydoc_id', 'abc'],
    ['error', 'none'],
    ['sign_time', '21.11.2026 13:00'],
  ])('%s = %s', async (name, value) => {
    expect((await shop.click('prepare', { [name]: value })).body.error).toBe(-8)
  })

  test('a body above 64 kB', async () => {
    expect((await post('prepare', `a=${'x'.repeat(70_000)}`)).error).toBe(-8)
  })
})

describe('the signature is checked before anything is looked up', () => {
  test.each([
    ['a prefix of it', (sign: string) => sign.slice(0, 31)],
    ['more than it', (sign: string) => `${sign}0`],
    ['upper case', (sign: string) => sign.toUpperCase()],
    ['none of the digits', () => '0'.repeat(32)],
    ['not ASCII', () => 'é'.repeat(32)],
  ])('%s is -1', async (_, spoil) => {
    const { ref, soum } = await shop.order()
    const form = signedClick('prepare', { click_trans_id: newId(), merchant_trans_id: ref, amount: soum })
    const before = await shop.book()
    const answer = await post(
      'prepare',
      new URLSearchParams({ ...form, sign_string: spoil(form.sign_string!) }).toString(),
    )
    expect(answer.error).toBe(-1)
    expect(await shop.book()).toBe(before)
  })

  test('a signed field that was changed on the way is -1', async () => {
    const { ref, soum } = await shop.order()
    const other = await shop.order()
    const before = await shop.book()
    for (const change of [{ amount: '1000000.0' }, { merchant_trans_id: other.ref }, { click_trans_id: '7' }]) {
      const answer = await shop.click('prepare', { merchant_trans_id: ref, amount: soum }, change)
      expect(answer.body.error).toBe(-1)
    }
    expect(await shop.book()).toBe(before)
  })

  test('a message for another service is -1, though it is signed well', async () => {
    const { ref, soum } = await shop.order()
    const answer = await shop.click('prepare', { merchant_trans_id: ref, amount: soum, service_id: '1002' })
    expect(answer.body.error).toBe(-1)
  })

  test.each(['nobody', 'keyless', 'a/b', '../demo'])('a business without Click (%s) is -1', async (businessId) => {
    const response = await fetch(`${shop.url}/webhooks/click/${encodeURIComponent(businessId)}/prepare`, {
      method: 'POST',
      body: new URLSearchParams(signedClick('prepare', {})),
    })
    expect(((await response.json()) as { error: number }).error).toBe(-1)
  })

  test('a bill of another business is -5', async () => {
    const order = await shop.order({ businessId: 'other' })
    const answer = await shop.click('prepare', { merchant_trans_id: order.ref, amount: order.soum })
    expect(answer.body.error).toBe(-5)
  })
})

describe('the action must be that of the address (-3)', () => {
  test.each([
    ['prepare', '1'],
    ['prepare', '2'],
    ['complete', '0'],
    ['complete', '01'],
  ] as const)('%s with %s', async (step, action) => {
    const before = await shop.book()
    expect((await shop.click(step, { action })).body.error).toBe(-3)
    expect(await shop.book()).toBe(before)
  })

  test('a genuine Complete that was sent to the address of Prepare', async () => {
    const form = new URLSearchParams(signedClick('complete', {})).toString()
    expect((await post('prepare', form)).error).toBe(-3)
  })
})

describe('Prepare for a payment that cannot be paid holds nothing', () => {
  async function refused(fields: Record<string, string>) {
    const before = await shop.book()
    const answer = await shop.click('prepare', { click_trans_id: newId(), ...fields })
    expect(await shop.book()).toBe(before)
    return answer.body
  }

  test('paid: -4, whatever the amount', async () => {
    const { fields } = await preparedBill()
    await shop.click('complete', fields)
    expect((await refused({ merchant_trans_id: fields.merchant_trans_id, amount: fields.amount })).error).toBe(-4)
    expect((await refused({ merchant_trans_id: fields.merchant_trans_id, amount: '1' })).error).toBe(-4)
    const repeat = await refused(fields)
    expect(repeat).toMatchObject({ error: -4, merchant_prepare_id: Number(fields.merchant_prepare_id) })
  })

  test('held by another transaction: -7 and a note that it passes', async () => {
    const { fields } = await preparedBill()
    const answer = await refused({ merchant_trans_id: fields.merchant_trans_id, amount: fields.amount })
    expect(answer).toMatchObject({
      error: -7,
      error_note: 'Another transaction is paying this bill, try again later',
      merchant_prepare_id: null,
    })
  })

  test('past its deadline, though no timer has come round yet: -9', async () => {
    const { ref, soum } = await shop.order()
    shop.clock.now += 24 * hour
    expect((await refused({ merchant_trans_id: ref, amount: soum })).error).toBe(-9)
  })

  test('not due yet: -5', async () => {
    const { stage } = await shop.order({ plan: 'deposit_balance' })
    const answer = await refused({ merchant_trans_id: stage('balance').ref, amount: '700000.00' })
    expect(answer).toMatchObject({ error: -5, error_note: 'This payment is not due yet' })
  })

  test('cancelled earlier with the same number: -9', async () => {
    const { fields } = await preparedBill()
    await shop.click('complete', { ...fields, error: '-1' })
    expect((await refused(fields)).error).toBe(-9)
  })

  test('the number of a transaction for another bill: -9', async () => {
    const { fields } = await preparedBill()
    const other = await shop.order()
    expect((await refused({ ...fields, merchant_trans_id: other.ref })).error).toBe(-9)
  })

  test('an error of Click in Prepare itself: -9', async () => {
    const { ref, soum } = await shop.order()
    expect((await refused({ merchant_trans_id: ref, amount: soum, error: '-1' })).error).toBe(-9)
  })
})

test('Complete must name the bill, the number and the transaction that belong together (-6)', async () => {
  const mine = await preparedBill()
  const other = await preparedBill()
  const before = await shop.book()
  for (const change of [
    { merchant_prepare_id: other.fields.merchant_prepare_id },
    { merchant_trans_id: other.ref },
    { click_trans_id: other.fields.click_trans_id },
    { click_trans_id: newId() },
    { merchant_prepare_id: 'abc' },
    { merchant_prepare_id: `0${mine.fields.merchant_prepare_id}` },
  ]) {
    expect((await shop.click('complete', { ...mine.fields, ...change })).body.error).toBe(-6)
  }
  expect(await shop.book()).toBe(before)
})

describe('a Prepare whose answer Click never heard', () => {
  const nameless = { merchant_prepare_id: '' }

  test('is taken back without our number, and the bill can be paid', async () => {
    const { fields, paymentId } = await preparedBill()
    expect((await shop.click('complete', { ...fields, ...nameless, error: '-5017' })).body.error).toBe(-9)
    expect(await stateOf(paymentId)).toBe('due')
    const again = { ...fields, click_trans_id: newId() }
    expect((await shop.click('prepare', again)).body.error).toBe(0)
  })

  test('is given up before it comes: it holds nothing when it does, and another may pay', async () => {
    const { ref, soum, paymentId } = await shop.order()
    const late = { merchant_trans_id: ref, amount: soum, click_trans_id: newId() }
    const givenUp = { ...late, ...nameless, error: '-5017' }
    expect((await shop.click('complete', givenUp)).body.error).toBe(-9)
    expect((await shop.click('complete', givenUp)).body.error).toBe(-9)
    expect((await shop.click('prepare', late)).body.error).toBe(-9)
    expect(await stateOf(paymentId)).toBe('due')
    const other = { ...late, click_trans_id: newId() }
    expect((await shop.click('prepare', other)).body.error).toBe(0)
    const third = { ...late, click_trans_id: newId() }
    expect((await shop.click('complete', { ...third, ...nameless, error: '-5017' })).body.error).toBe(-9)
    expect((await shop.click('prepare', third)).body.error).toBe(-9)
    expect(await stateOf(paymentId)).toBe('held')
  })

  test('confirms nothing, and takes back no other', async () => {
    const { fields } = await preparedBill()
    const other = await shop.order()
    const before = await shop.book()
    const answers = [
      await shop.click('complete', { ...fields, ...nameless }),
      await shop.click('complete', { ...fields, ...nameless, error: '-1', merchant_trans_id: other.ref }),
      await shop.click('complete', { ...fields, ...nameless, error: '-1', click_trans_id: newId(), amount: '1.00' }),
      await shop.click('complete', { ...fields, ...nameless, error: '-1', amount: '1.00' }),
    ]
    expect(answers.map(({ body }) => body.error)).toEqual([-8, -6, -6, -2])
    expect(await shop.book()).toBe(before)
  })
})

describe('money that was taken is recorded', () => {
  test('although our hold ran out: the payment is paid', async () => {
    const { fields, paymentId, orderId } = await preparedBill()
    shop.clock.now += hour
    await releaseOverdueHold(shop.sql, { businessId: 'demo', paymentId }, shop.clock.now)
    const answer = await shop.click('complete', fields)
    expect(answer.body.error).toBe(0)
    expect(await stateOf(paymentId)).toBe('paid')
    expect(await eventsOf(orderId)).toContain('payment_performed')
    expect((await shop.click('complete', fields)).body.error).toBe(-4)
  })

  test('although the payment expired meanwhile: as late money', async () => {
    const { fields, paymentId, orderId } = await preparedBill()
    shop.clock.now += 25 * hour
    await releaseOverdueHold(shop.sql, { businessId: 'demo', paymentId }, shop.clock.now)
    const lapsed = await expirePayment(shop.sql, { businessId: 'demo', paymentId }, shop.clock.now)
    expect(lapsed.state).toBe('expired')
    const answer = await shop.click('complete', fields)
    expect(answer.body).toMatchObject({ error: 0, merchant_confirm_id: Number(fields.merchant_prepare_id) })
    expect(await eventsOf(orderId)).toContain('payment_landed_late')
  })

  test('although another transaction has paid meanwhile: it is put down for refund', async () => {
    const { fields, paymentId, ref, soum } = await preparedBill()
    shop.clock.now += hour
    await releaseOverdueHold(shop.sql, { businessId: 'demo', paymentId }, shop.clock.now)
    const second = { click_trans_id: newId(), merchant_trans_id: ref, amount: soum }
    const prepared = await shop.click('prepare', second)
    const merchant_prepare_id = String(prepared.body.merchant_prepare_id)
    expect((await shop.click('complete', { ...second, merchant_prepare_id })).body.error).toBe(0)
    expect((await shop.click('complete', fields)).body.error).toBe(0)
    const refunds = await shop.sql<{ external_id: string; reason: string }[]>`
      SELECT external_id, reason FROM refunds WHERE payment_id = ${paymentId}`
    expect([...refunds]).toEqual([{ external_id: fields.click_trans_id, reason: 'paid_twice' }])
  })
})

test('nobody answers in time: -7, and the same message later does it', async () => {
  const deaf = await openShop({
    lifecycles: {
      ...shop.lifecycles,
      hold: () => Promise.reject(new Unanswered('payment/demo/x', new Error('deadline'))),
    },
  })
  try {
    const { ref, soum } = await deaf.order()
    const before = await deaf.book()
    const answer = await deaf.click('prepare', { merchant_trans_id: ref, amount: soum })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ error: -7, error_note: 'Temporary failure, try again' })
    expect(await deaf.book()).toBe(before)
  } finally {
    await deaf.close()
  }
})

test('only POST is served', async () => {
  const answer = await shop.call('/webhooks/click/demo/prepare')
  expect(answer.status).toBe(405)
  expect(answer.headers.get('allow')).toBe('POST')
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
})

test('no log line holds the secret, a signature or a note of Click', async () => {
  await shop.click('prepare', { error_note: '+998901234567 declined' })
  const text = JSON.stringify(shop.logged)
  expect(text).not.toContain(click.secretKey)
  expect(text).not.toContain('998901234567')
  expect(text).not.toContain(signedClick('prepare', {}).sign_string!)
})

async function post(step: 'prepare' | 'complete', body: string) {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await shop.call<ClickBody>(`/webhooks/click/demo/${step}`, { method: 'POST', headers, body })
  expect(answer.status).toBe(200)
  return answer.body
}

async function stateOf(paymentId: string) {
  const [row] = await shop.sql<{ state: string }[]>`SELECT state FROM payments WHERE id = ${paymentId}`
  return row?.state
}

async function eventsOf(orderId: string) {
  const rows = await shop.sql<
    { type: string }[]
  >`SELECT type FROM business_events WHERE order_id = ${orderId} ORDER BY seq`
  return rows.map(({ type }) => type)
}
