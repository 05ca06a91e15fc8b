import { readClickLink } from '../../sandbox/click/click'
import { clickSign } from '../../sandbox/click/sign'
import { startRecorder, until, type Recorded, type Reply } from './recorder'
import { openSandbox } from './sandbox-for-tests'

const fieldsOf = (asked: Recorded) => Object.fromEntries(new URLSearchParams(asked.body))

/** A merchant that does everything right; bigints are echoed as JSON numbers. */
function rightMerchant() {
  const confirmed = new Set<string>()
  const cancelled = new Set<string>()
  return (asked: Recorded): Reply => {
    const { click_trans_id: id = '', merchant_trans_id: account, error } = fieldsOf(asked)
    const say = (code: number) => ({
      body: `{"click_trans_id":${id},"merchant_trans_id":"${account}","merchant_prepare_id":777,"merchant_confirm_id":778,"error":${code},"error_note":"note ${code}"}`,
    })
    if (asked.path.endsWith('/prepare')) return say(0)
    if (Number(error) < 0) {
      if (!confirmed.has(id)) cancelled.add(id)
      return say(-9)
    }
    if (cancelled.has(id)) return say(-9)
    if (confirmed.has(id)) return say(-4)
    confirmed.add(id)
    return say(0)
  }
}

let sandbox: Awaited<ReturnType<typeof openSandbox>>
let shop: Awaited<ReturnType<typeof startRecorder>>

async function open(reply: (asked: Recorded, count: number) => Reply = rightMerchant()) {
  shop = await startRecorder(reply)
  sandbox = await openSandbox({
    apiUrl: shop.url,
    clock: () => Date.parse('2026-11-20T07:00:00Z'),
    timings: { providerRetryMs: 10, providerAttempts: 3, lateMs: 60 },
  })
}

const link = () => `${sandbox.clickPayUrl}?service_id=1001&merchant_id=2002&amount=50000.00&transaction_param=order-42`
const called = () => shop.requests.map((request) => request.path.split('/').at(-1))

describe("Click's signature", () => {
  const signed = {
    clickTransId: '12345678',
    serviceId: '1001',
    merchantTransId: 'order-42',
    amount: '50000.00',
    signTime: '2026-11-20 12:00:00',
  }

  it('fits the vectors of click.md 2.2', () => {
    expect(clickSign({ ...signed, action: '0' }, 'TESTSECRET')).toBe('e88ffa23f966673265f86c4b6bc5763f')
    expect(clickSign({ ...signed, merchantPrepareId: '777', action: '1' }, 'TESTSECRET')).toBe(
      '82e77aca4b6b9f3addbe8edead32d29f',
    )
  })
})

describe('Click calls the merchant as the real one does', () => {
  afterEach(async () => {
    await sandbox.close()
    await shop.close()
  })

  it('sends Prepare and Complete twice each, urlencoded and signed, with an id beyond 2^53', async () => {
    await open()
    const paid = await sandbox.client.click.pay(link())
    expect(called()).toEqual(['prepare', 'prepare', 'complete', 'complete'])
    const [prepare, repeat, complete] = shop.requests.map(fieldsOf)
    expect(repeat).toEqual(prepare)
    const signTime = '2026-11-20 12:00:00'
    expect(prepare).toEqual({
      click_trans_id: paid.id,
      service_id: '1001',
      click_paydoc_id: paid.paydocId,
      merchant_trans_id: 'order-42',
      amount: '50000.00',
      action: '0',
      error: '0',
      error_note: 'Success',
      sign_time: signTime,
      sign_string: clickSign(
        {
          clickTransId: paid.id,
          serviceId: '1001',
          merchantTransId: 'order-42',
          amount: '50000.00',
          action: '0',
          signTime,
        },
        'TESTSECRET',
      ),
    })
    expect(complete).toMatchObject({ action: '1', error: '0', merchant_prepare_id: '777' })
    expect(BigInt(paid.id) > BigInt(Number.MAX_SAFE_INTEGER)).toBe(true)
    expect(shop.requests[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect(shop.requests[0]?.path).toBe('/webhooks/click/demo/prepare')
    expect(paid).toMatchObject({ outcome: 'paid', prepareId: '777', confirmId: '778', faults: [] })
  })

  it('books a fault for a rounded id and for a repeat that is not answered -4', async () => {
    await open((asked) => {
      const { click_trans_id: id = '', merchant_trans_id } = fieldsOf(asked)
      return {
        body: JSON.stringify({
          click_trans_id: Number(id),
          merchant_trans_id,
          merchant_prepare_id: 1,
          error: 0,
          error_note: '',
        }),
      }
    })
    const paid = await sandbox.client.click.pay(link())
    expect(paid.outcome).toBe('paid')
    expect(paid.faults).toContain('Complete: the repeat was answered 0, not -4')
    const rounded = paid.faults.filter((fault) => fault.includes('click_trans_id came back'))
    expect(rounded).toHaveLength(Number(paid.id).toString() === paid.id ? 0 : 4)
  })

  it('declined: Complete with -5017, twice answered -9', async () => {
    await open()
    const declined = await sandbox.client.click.pay(link(), 'decline')
    expect(fieldsOf(shop.requests[2] as Recorded)).toMatchObject({
      error: '-5017',
      action: '1',
      merchant_prepare_id: '777',
    })
    expect(declined).toMatchObject({ outcome: 'cancelled', faults: [] })
    expect(await sandbox.client.click.complete(declined.id)).toMatchObject({
      outcome: 'cancelled',
      error: { code: -9 },
    })
  })

  it('late and disconnected: Prepare now, Complete later or never', async () => {
    await open()
    const half = await sandbox.client.click.pay(link(), 'disconnect')
    expect(half.outcome).toBe('waiting')
    const late = await sandbox.client.click.pay(link(), 'late')
    expect(called()).toEqual(['prepare', 'prepare', 'prepare', 'prepare'])
    await until(async () => (await sandbox.client.click.get(late.id)).outcome === 'paid', 'the late payment')
    expect((await sandbox.client.click.get(half.id)).outcome).toBe('waiting')
  })

  it('stops at a refused Prepare', async () => {
    await open(() => ({ body: '{"error":-5,"error_note":"User does not exist"}' }))
    expect(await sandbox.client.click.pay(link())).toMatchObject({
      outcome: 'refused',
      error: { code: -5, note: 'User does not exist' },
      faults: [],
    })
    expect(called()).toEqual(['prepare', 'prepare'])
  })

  it('follows a refused Prepare that has an id with a cancelling Complete', async () => {
    await open((asked) => {
      const { click_trans_id: id, merchant_trans_id: account } = fieldsOf(asked)
      const code = asked.path.endsWith('/prepare') ? -2 : -9
      return {
        body: `{"click_trans_id":${id},"merchant_trans_id":"${account}","merchant_prepare_id":5,"error":${code},"error_note":""}`,
      }
    })
    expect((await sandbox.client.click.pay(link())).outcome).toBe('refused')
    expect(fieldsOf(shop.requests[2] as Recorded)).toMatchObject({ error: '-9', merchant_prepare_id: '5' })
  })

  it('gives the money back when Complete is answered -9, and hangs when it is not answered', async () => {
    let code = -9
    await open((asked) => {
      const { click_trans_id: id, merchant_trans_id: account } = fieldsOf(asked)
      const error = asked.path.endsWith('/prepare') ? 0 : code
      if (error === 1) return { status: 500 }
      return {
        body: `{"click_trans_id":${id},"merchant_trans_id":"${account}","merchant_prepare_id":5,"error":${error},"error_note":""}`,
      }
    })
    expect((await sandbox.client.click.pay(link())).outcome).toBe('returned')
    code = 1
    const hung = await sandbox.client.click.pay(link())
    expect(hung.outcome).toBe('hung')
    code = -4
    expect((await sandbox.client.click.complete(hung.id)).outcome).toBe('paid')
  })

  it('a cancellation of a confirmed payment is heard and changes nothing; a reversal stays in the book', async () => {
    await open()
    const paid = await sandbox.client.click.pay(link())
    expect(await sandbox.client.click.cancel(paid.id)).toMatchObject({ outcome: 'paid', faults: [] })
    const calls = shop.requests.length
    expect((await sandbox.client.click.reverse(paid.id)).outcome).toBe('reversed')
    expect(shop.requests).toHaveLength(calls)
  })
})

describe('a Click payment link', () => {
  it('brings the amount to two decimals', () => {
    const read = (amount: string) => readClickLink(`?service_id=1&merchant_id=2&transaction_param=x&amount=${amount}`)
    expect(read('1000')).toMatchObject({ amount: '1000.00' })
    expect(read('1000.5')).toMatchObject({ amount: '1000.50' })
    expect(read('0')).toBe("amount is not a number of so'm")
    expect(read('1e3')).toBe("amount is not a number of so'm")
    expect(readClickLink('?service_id=1&merchant_id=2&amount=5')).toBe('transaction_param is missing')
  })
})
