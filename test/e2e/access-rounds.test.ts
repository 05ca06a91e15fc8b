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
/** Purchases begin so far apart, ms: 20 a second. */
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

test('thirty purchases at twenty a second and ten rounds of taking and giving: each has its access once, and the times are told', async () => {
  const ids = await Promise.all(
    Array.from({ length: buyers }, async (_, index) => {
      await pause(index * apart)
      const buyerId = `telegram:${70_000 + index}`
      const subscriptionId = `bought${index}`
      await town.sql`
        INSERT INTO buyers (business_id, id, external_id, name) VALUES (${town.businessId}, ${buyerId}, ${String(70_000 + index)}, 'Buyer')`
      const address = { businessId: town.businessId, subscriptionId }
      await town.lifecycles.subscribe(address, { buyerId, planId: 'club', consentVersion: 'v1', offersOk: false })
      await town.eventually('it is due', async () => (await town.paymentState(`${subscriptionId}.1`)) === 'due')
      const paid = await town.lifecycles.markPaidByHand(
        { businessId: town.businessId, paymentId: `${subscriptionId}.1` },
        { staffId: staff.staffId, pressId: `${subscriptionId}-press` },
      )
      expect(paid.ok).toBe(true)
      return subscriptionId
    }),
  )
  await town.eventually('everybody has a link', async () => (await lags(true, ids)).length === buyers)
  const bought = await lags(true, ids)

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
      `${buyers} purchases at ${1000 / apart}/s, money to link: ${spread(bought)}`,
      `${rounds} rounds, given to link: ${spread(inOrder(opened))}; taken to removed: ${spread(inOrder(closed))}`,
      '',
    ].join('\n'),
  )

  const [book] = await town.sql<{ paid: number; begun: number; granted: number; links: number }[]>`
    SELECT (SELECT count(*)::int FROM payments WHERE state = 'paid') AS paid,
           (SELECT count(*)::int FROM business_events WHERE type = 'subscription_period_begun') AS begun,
           (SELECT count(*)::int FROM business_events WHERE type = 'access_granted') AS granted,
           (SELECT count(*)::int FROM invite_links WHERE closed_at IS NULL) AS links`
  expect(book).toEqual({ paid: buyers, begun: buyers, granted: buyers + rounds, links: buyers })
}, 120_000)
