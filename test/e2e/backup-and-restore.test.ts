import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { connect } from '../../db/connect'
import { demoBusiness } from '../../db/demo-shop'
import { backup } from '../../ops/commands/backup'
import type { OpsCommand } from '../../ops/commands/command'
import { compare } from '../../ops/commands/compare'
import { openPlace, type OpsPlace } from '../../ops/commands/place'
import { restore } from '../../ops/commands/restore'
import { readConfig } from '../../ops/config'
import { payLinksFrom } from '../../ops/merchant'
import { createGateway } from '../../telegram/gateway'
import { createLifecycles } from '../../workflows/callers'
import { ground } from '../setup/ground'
import { testUnless } from '../setup/skip'
import { entriesOf } from './order-book'
import { askOf, cancelAsStaff, deliver, payDeposit, placeOrder } from './steps'
import { openSubscriptionTown, type SubscriptionTown } from './subscription-steps'
import { dilnoza, ivan, shopBot, startWorkers } from './town'

const folder = mkdtempSync(join(tmpdir(), 'orderly-backups-'))
const signed = ['--apply', '--by', 'Karim', '--why', 'the disk was full']
let town: SubscriptionTown
let place: OpsPlace
let stopWorkers: () => Promise<void>

const testWithClientTools = testUnless(ground().noClientTools)
beforeAll(async () => {
  town = await openSubscriptionTown({ withoutWorkers: true, settings: { nudgesMs: [], ratingAskMs: 1_000 } })
  place = openPlace({ ...town.workerEnvironment, BACKUP_FOLDER: folder })
  stopWorkers = await work()
}, 300_000)
afterAll(async () => {
  await stopWorkers()
  await place.close()
  await town.close()
  await dropKept()
  rmSync(folder, { recursive: true, force: true })
})

function work(): Promise<() => Promise<void>> {
  const config = readConfig('worker', town.workerEnvironment)
  const gateway = createGateway({ token: config.TELEGRAM_BOT_TOKEN, apiRoot: town.sandboxUrl })
  const log = pino({ level: 'silent' })
  return startWorkers(town.temporal, { sql: town.sql, telegramFor: () => gateway, links: payLinksFrom(config), log })
}

/** A command as an operator calls it: its exit code and what it says. */
async function ops(command: OpsCommand, ...args: string[]) {
  const lines: string[] = []
  const code = await command.run({ args, place, say: (line) => lines.push(line) })
  return { code, lines, said: lines.join('\n') }
}

async function dropKept(): Promise<void> {
  const admin = connect(ground().postgresUrl, { max: 1 })
  const own = new URL(town.workerEnvironment['DATABASE_URL'] ?? '').pathname.slice(1)
  const kept = await admin<{ name: string }[]>`
    SELECT datname AS name FROM pg_database WHERE datname LIKE ${`${own}\\_%`}`
  for (const { name } of kept) await admin`DROP DATABASE ${admin(name)} WITH (FORCE)`
  await admin.end()
}

const newestBackup = () =>
  join(
    folder,
    readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .at(-1) ?? '',
  )
const differencesIn = (lines: readonly string[]) =>
  lines.filter((line) => /^ {2}\S/.test(line)).map((line) => line.trim())

testWithClientTools(
  'what was paid and ordered after a backup is listed after its restore, told again, and goes on',
  async () => {
    const first = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'deposit' })
    await payDeposit(town, dilnoza)
    const taken = await ops(backup)
    expect([taken.code, taken.said]).toEqual([0, expect.stringMatching(/1 orders, 0 subscriptions, 2 entries/)])
    const file = newestBackup()
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)

    const balance = await town.sandbox
      .as(dilnoza)
      .payPayme(shopBot, '💳 Payme', 'pay', await askOf(town, first.payments[1]!.id))
    const second = await placeOrder(town, ivan, { product: 'bahor', plan: 'deposit' })
    const deposit = await payDeposit(town, ivan)
    await town.untilOrder(dilnoza, 'offered')
    expect((await town.orderOf(ivan)).payments.map(({ state }) => state)).toEqual(['paid', 'due'])

    await stopWorkers()
    const dry = await ops(restore, file)
    expect(dry.said).toMatch(/is replaced by it.*\n.*cut off/)
    expect((await town.orderOf(ivan)).id).toBe(second.id)
    const restored = await ops(restore, file, ...signed)
    expect([restored.code, (await town.orderOf(dilnoza)).payments.map(({ state }) => state)]).toEqual([
      1,
      ['paid', 'due'],
    ])
    await expect(town.orderOf(ivan)).rejects.toThrow('has no order')
    const listed = differencesIn(restored.lines)
    expect(listed).toEqual([
      `order ${second.id}: the book has lost it; its workflow shows balance_due`,
      `order ${first.number} (${first.id}): balance_due in the book, paid in its workflow`,
      `payment ${second.payments[1]!.id}: not in the book, due in its workflow`,
      expect.stringContaining(`money for ${first.payments[1]!.id}: payme took`),
      expect.stringContaining(`money for ${second.payments[0]!.id}: payme took`),
    ])
    expect(listed[3]).toContain(` as ${balance.id} at `)
    expect(listed[4]).toContain(` as ${deposit} at `)
    expect(listed.slice(3).every((line) => line.endsWith(', not in the book'))).toBe(true)

    stopWorkers = await work()
    const api = connect(place.config.DATABASE_URL, { max: 1, applicationName: 'orderly-api' })
    await api`SELECT 1`
    await expect(ops(compare, ...signed)).rejects.toThrow(/orderly-api still work with/)
    await api.end()
    const compared = await ops(compare, ...signed)
    expect([compared.code, compared.said]).toEqual([0, expect.stringMatching(/know nothing that the book does not\.$/)])
    expect(await entriesOf(town, first.id)).toHaveLength(3)
    const again = await town.orderOf(ivan)
    // The number that a buyer still has in a pay page leads to nobody else's order.
    expect([again.id, again.number]).toEqual([second.id, second.number + 1])
    expect(again.payments[0]!.state).toBe('paid')
    await town.eventually('the balance is asked for again', async () => {
      const { payments } = await town.orderOf(ivan)
      return payments[1]?.state === 'due'
    })
    expect(await town.sandbox.payme.perform(deposit)).toMatchObject({ outcome: 'paid' })
    expect((await deliver(town, dilnoza, first.id)).paid).toBe(first.total)
    const rest = await town.sandbox
      .as(ivan)
      .payPayme(shopBot, '💳 Payme', 'pay', await askOf(town, again.payments[1]!.id))
    expect(rest).toMatchObject({ outcome: 'paid', faults: [] })
    expect((await deliver(town, ivan, second.id)).paid).toBe(second.total)
    const done =
      await town.sql`SELECT action, reason, ended_at IS NOT NULL AS ended, error FROM operator_actions ORDER BY number`
    expect(done.map((row) => ({ ...row }))).toEqual(
      ['restore', 'compare'].map((action) => ({ action, reason: 'the disk was full', ended: true, error: null })),
    )
  },
  180_000,
)

testWithClientTools(
  'money that came and went back after a backup is booked and returned again; what was cancelled stays so',
  async () => {
    const cancelled = await placeOrder(town, dilnoza, { product: 'bahor', plan: 'full' })
    await ops(backup)
    await cancelAsStaff(town, cancelled.id)
    await town.untilOrder(dilnoza, 'cancelled')
    const placed = await placeOrder(town, ivan, { product: 'bahor', plan: 'full' })
    const buyer = town.sandbox.as(ivan)
    await buyer.press(shopBot, { data: `ps:${placed.payments[0]!.id}` })
    await buyer.waitFor(shopBot, /^Заказ №\d+/)
    const { chargeId } = (await buyer.payInvoice(shopBot)) as { chargeId: string }
    await town.untilOrder(ivan, 'offered')
    await cancelAsStaff(town, placed.id)
    await town.untilOrder(ivan, 'refunded')
    for (const { id } of [placed, cancelled]) await town.ended(id)
    await town.subscribe(dilnoza, 'club')
    const monthly = await town.payMonthly(dilnoza)
    const club = await town.untilState(dilnoza, 'active')
    await town.eventually('the buyer is thanked', async () => {
      const [sent] = await town.sql`
        SELECT 1 FROM outbound_messages WHERE dedupe_key = ${`${club.id}.1/received`} AND message_id IS NOT NULL`
      return sent !== undefined
    })

    await stopWorkers()
    const restored = await ops(restore, newestBackup(), ...signed)
    stopWorkers = await work()
    expect(differencesIn(restored.lines).map((line) => line.replace(/ at 2[^,]+/, ''))).toEqual([
      `order ${placed.id}: the book has lost it; its workflow shows refunded`,
      `order ${cancelled.number} (${cancelled.id}): pending in the book, cancelled in its workflow, which has ended`,
      `subscription ${club.id}: the book has lost it`,
      expect.stringMatching(
        `^money for ${placed.payments[0]!.id}: stars took 600\\s⭐ as ${chargeId}, not in the book$`,
      ),
      `money for ${club.id}.1: stars took 300\u00a0⭐ as ${monthly}, not in the book`,
      `money of ${placed.payments[0]!.id}: stars gave ${chargeId} back, not in the book`,
    ])
    const compared = await ops(compare, ...signed)
    expect([compared.code, compared.said]).toEqual([0, expect.stringMatching(/know nothing that the book does not\.$/)])
    expect((await town.orderOf(dilnoza)).state).toBe('cancelled')
    expect(await town.untilState(dilnoza, 'active')).toMatchObject({ id: club.id })
    const renewed = await town.sql`SELECT subscription_id AS id, renewal FROM star_subscriptions`
    expect(renewed.map((row) => ({ ...row }))).toEqual([{ id: club.id, renewal: 'on' }])
    const again = await town.untilOrder(ivan, 'refunded')
    expect([again.id, again.paid]).toEqual([placed.id, 0n])
    const entries = await town.sql`
      SELECT kind, external_id AS charge FROM payment_entries WHERE payment_id = ${placed.payments[0]!.id}
      AND kind IN ('perform', 'refund') ORDER BY id`
    expect(entries.map((row) => ({ ...row }))).toEqual(
      ['perform', 'refund'].map((kind) => ({ kind, charge: chargeId })),
    )
  },
  180_000,
)

testWithClientTools(
  'a refund that waited for staff when the database was put back waits for them again, and can be confirmed',
  async () => {
    const placed = await placeOrder(town, ivan, { product: 'bahor', plan: 'full' })
    const payment = { businessId: demoBusiness.id, paymentId: placed.payments[0]!.id }
    const cash = { provider: 'manual', externalId: `cash-${placed.id}` } as const
    const lifecycles = createLifecycles(town.temporal.client)
    await lifecycles.markPaidByHand(payment, { staffId: '2001', pressId: cash.externalId })
    await town.untilOrder(ivan, 'offered')
    await ops(backup)
    await cancelAsStaff(town, placed.id)
    const untilAwaited = () =>
      town.eventually('staff have to give it back', async () => {
        const [row] =
          await town.sql`SELECT 1 FROM refunds WHERE payment_id = ${payment.paymentId} AND state = 'awaiting_staff'`
        return row !== undefined
      })
    await untilAwaited()

    await stopWorkers()
    const restored = await ops(restore, newestBackup(), ...signed)
    stopWorkers = await work()
    expect(differencesIn(restored.lines)).toEqual([
      `order ${placed.number} (${placed.id}): paid in the book, cancelled in its workflow`,
      `refund of ${payment.paymentId}: manual ${cash.externalId} is about to be given back, and the book does not know it`,
    ])
    const compared = await ops(compare, ...signed)
    expect([compared.code, compared.said]).toEqual([0, expect.stringMatching(/know nothing that the book does not\.$/)])
    await untilAwaited()
    expect(await lifecycles.confirmRefund({ ...payment, ...cash }, '2001')).toMatchObject({ ok: true })
    await town.untilOrder(ivan, 'refunded')
  },
  180_000,
)

testWithClientTools(
  'a subscription whose refund waited for staff, and a preorder whose goods had come, go on where they were',
  async () => {
    const lifecycles = createLifecycles(town.temporal.client)
    const staff = { by: 'staff' as const, staffId: '2001' }
    await town.subscribe(ivan, 'club')
    const club = await town.subscriptionOf(ivan)
    const period = { businessId: demoBusiness.id, paymentId: `${club.id}.1` }
    const cash = { provider: 'manual', externalId: `cash-${club.id}` } as const
    await lifecycles.markPaidByHand(period, { staffId: '2001', pressId: cash.externalId })
    await town.untilState(ivan, 'active')
    const preorder = await placeOrder(town, dilnoza, { product: 'pion', plan: 'preorder' })
    await town.sandbox.as(dilnoza).payPayme(shopBot, '💳 Payme', 'pay')
    await town.untilOrder(dilnoza, 'awaiting_goods')
    await ops(backup)

    expect(
      await lifecycles.askRefund({ businessId: demoBusiness.id, subscriptionId: club.id }, staff, 'not what I wanted'),
    ).toBe('given')
    const untilAwaited = () =>
      town.eventually('staff have to give it back', async () => {
        const [row] =
          await town.sql`SELECT 1 FROM refunds WHERE payment_id = ${period.paymentId} AND state = 'awaiting_staff'`
        return row !== undefined
      })
    await untilAwaited()
    await lifecycles.goodsArrived({ businessId: demoBusiness.id, orderId: preorder.id }, staff)
    await town.sandbox.as(dilnoza).payPayme(shopBot, '💳 Payme', 'pay', await askOf(town, preorder.payments[1]!.id))
    await town.untilOrder(dilnoza, 'offered')

    await stopWorkers()
    await ops(restore, newestBackup(), ...signed)
    stopWorkers = await work()
    expect((await town.orderOf(dilnoza)).state).toBe('awaiting_goods')
    const compared = await ops(compare, ...signed)
    expect([compared.code, compared.said]).toEqual([0, expect.stringMatching(/know nothing that the book does not\.$/)])
    await untilAwaited()
    expect(await lifecycles.confirmRefund({ ...period, ...cash }, '2001')).toMatchObject({ ok: true })
    await town.untilState(ivan, 'refunded')
    expect((await town.untilOrder(dilnoza, 'offered')).paid).toBe(preorder.total)
  },
  180_000,
)
