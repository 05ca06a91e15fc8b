import { openSubscriptionTown, type SubscriptionTown } from './subscription-steps'
import { owner } from './town'

let town: SubscriptionTown
beforeAll(async () => {
  town = await openSubscriptionTown()
}, 120_000)
afterAll(() => town.close())

const staff = { by: 'staff', staffId: String(owner) } as const
const buyers = 30
const rounds = 10
/** Paid before the others, while the parts of the town still find one another. */
const warmUp = 10
/** Payments begin so far apart, ms: 20 a second. */
const apart = 50

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** From the money, or from the decision, to Telegram's agreement with it, ms, ascending. */
async function lags(isOpen: boolean, ids: readonly string[]): Promise<number[]> {
  const rows = await town.sql<{ ms: number }[]>`
    SELECT (extract(epoch FROM settled_at - decided_at) * 1000)::int AS ms FROM access_grants
    WHERE is_open = ${isOpen} AND settled_at IS NOT NULL AND subscription_id = ANY(${[...ids]}) ORDER BY ms`
  return rows.map(({ ms }) => ms)
}

const spread = (sorted: readonly number[]) =>
  `median ${sorted[Math.floor(sorted.length / 2)]} ms, p95 ${sorted[Math.ceil(sorted.length * 0.95) - 1]} ms, most ${sorted.at(-1)} ms`

/** Does `act` for each, so that one begins every `apart` ms however long it takes. */
async function paced(ids: readonly string[], act: (id: string) => Promise<void>): Promise<void> {
  const began = Date.now()
  await Promise.all(
    ids.map(async (id, index) => {
      await pause(began + index * apart - Date.now())
      await act(id)
    }),
  )
}

async function subscribe(id: string): Promise<void> {
  const userId = 70_000 + Number(id.slice('bought'.length))
  const buyerId = `telegram:${userId}`
  await town.sql`
    INSERT INTO buyers (business_id, id, external_id, name) VALUES (${town.businessId}, ${buyerId}, ${String(userId)}, 'Buyer')`
  const request = { buyerId, planId: 'club', consentVersion: 'v1', offersOk: false }
  await town.lifecycles.subscribe({ businessId: town.businessId, subscriptionId: id }, request)
}

async function pay(id: string): Promise<void> {
  const period = { businessId: town.businessId, paymentId: `${id}.1` }
  const paid = await town.lifecycles.markPaidByHand(period, { staffId: staff.staffId, pressId: `${id}-press` })
  expect(paid.ok).toBe(true)
}

test('thirty payments at twenty a second and ten rounds of taking and giving: each has its access once, and the times are told', async () => {
  const ids = Array.from({ length: warmUp + buyers }, (_, index) => `bought${index}`)
  await paced(ids, subscribe)
  await town.eventually('everybody was asked to pay', async () => {
    const [asked] = await town.sql<
      { count: number }[]
    >`SELECT count(*)::int AS count FROM outbound_messages WHERE state <> 'sending'`
    return asked!.count >= ids.length
  })
  await paced(ids, pay)
  await town.eventually('everybody has a link', async () => (await lags(true, ids)).length === ids.length)
  const bought = await lags(true, ids.slice(warmUp))

  const [first = ''] = ids
  const address = { businessId: town.businessId, subscriptionId: first }
  const [opened, closed]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    await town.lifecycles.revokeAccess(address, staff, `round ${round}`)
    await town.eventually('it is closed', async () => (await lags(false, [first])).length === 1)
    closed.push(...(await lags(false, [first])))
    await town.lifecycles.extendSubscription(address, staff, { days: 1, reason: 'round', pressId: `round${round}` })
    await town.eventually('it is open', async () => (await lags(true, [first])).length === 1)
    opened.push(...(await lags(true, [first])))
  }
  const inOrder = (values: number[]) => values.toSorted((one, other) => one - other)
  process.stderr.write(
    [
      `${buyers} payments at ${1000 / apart}/s, money to link: ${spread(bought)}`,
      `${rounds} rounds, given to link: ${spread(inOrder(opened))}; taken to removed: ${spread(inOrder(closed))}`,
      '',
    ].join('\n'),
  )

  const [book] = await town.sql<{ paid: number; begun: number; granted: number; links: number }[]>`
    SELECT (SELECT count(*)::int FROM payments WHERE state = 'paid') AS paid,
           (SELECT count(*)::int FROM business_events WHERE type = 'subscription_period_begun') AS begun,
           (SELECT count(*)::int FROM business_events WHERE type = 'access_granted') AS granted,
           (SELECT count(*)::int FROM invite_links WHERE closed_at IS NULL) AS links`
  const all = ids.length
  expect(book).toEqual({ paid: all, begun: all, granted: all + rounds, links: all })
}, 120_000)
