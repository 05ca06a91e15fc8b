import { setTimeout as pause } from 'node:timers/promises'
import { taskQueues } from '../workflows/task-queues'
import { newOrderId } from './buyer'
import type { Ground, Shop } from './ground'
import { inLanes } from './lanes'
import { atRate } from './open-loop'
import { callsOfPayment, payAtRate, placeAndAsk, type Due } from './payme-load'
import type { Findings, Size, Table } from './part'
import { startApi, startWorker } from './processes'
import { startReference } from './references'
import type { FloorStart } from './references/floor'
import { figureOf, percentilesOf, rounded, shown, type Percentiles } from './statistics'
import { startTelegramStandIn, type TelegramStandIn } from './telegram-stand-in'

/** Updates go to so many runs in turn, as payments are many and each gets few messages. */
const bareRuns = 20
const names = [
  'webhook',
  'CheckPerformTransaction',
  'CreateTransaction',
  'PerformTransaction',
  'updates',
  'bare',
  'step',
  'told',
] as const
type Name = (typeof names)[number]
type Round = Readonly<Record<Name, Percentiles>>

/** How long Payme waits for an answer, beside how long anybody waits for the answer of an update, in the same seconds. */
export async function webhook(ground: Ground, size: Size): Promise<Findings> {
  const stops: (() => Promise<unknown>)[] = []
  try {
    const telegram = await startTelegramStandIn()
    stops.push(() => telegram.close())
    const shop = await ground.open('bench-webhook')
    stops.push(() => shop.close())
    const worker = await startWorker(ground, { shop, telegramUrl: telegram.url })
    stops.push(() => worker.stop())
    const api = await startApi(ground, { shop, telegramUrl: telegram.url })
    stops.push(() => api.stop())
    const bareShop = await ground.open('bench-bare')
    stops.push(() => bareShop.close())
    const floor = await startReference(ground, { form: 'floor', shop: bareShop, telegramUrl: telegram.url })
    stops.push(() => floor.stop())
    const bare = await openBareRuns(bareShop, size)

    const payments = Math.ceil(size.latencySamples / callsOfPayment)
    const rounds: Round[] = []
    // The first is the warm-up.
    for (let round = 0; round <= size.repetitions; round++) {
      const { results: bills } = await inLanes(payments, size.lanes, () => placeAndAsk(shop, telegram))
      const found = await measure({ apiUrl: api.url, telegram, bills, bare }, size)
      ground.say(
        `webhook p99 ${rounded(found.webhook.p99)} ms, bare update ${rounded(found.bare.p99)} ms${round ? '' : ' (warm-up)'}`,
      )
      if (round > 0) rounds.push(found)
    }
    return { figures: { rounds }, tables: [tableOf(rounds, size)] }
  } finally {
    for (const stop of stops.toReversed()) await stop()
  }
}

/** They wait for more updates than will come, and are forgotten with the ground. */
async function openBareRuns({ client }: Shop, { latencySamples }: Size) {
  const shape = { localActivities: 0, updates: latencySamples * 100, timers: 0, activities: 0, upserts: 0 }
  const start: FloorStart = { shape, children: [] }
  return Promise.all(
    Array.from({ length: bareRuns }, () =>
      client.workflow.start('floor', { workflowId: newOrderId(), taskQueue: taskQueues.orderly, args: [start] }),
    ),
  )
}

interface Under {
  readonly apiUrl: string
  readonly telegram: TelegramStandIn
  readonly bills: readonly Due[]
  readonly bare: Awaited<ReturnType<typeof openBareRuns>>
}

/** Between every second two calls of Payme's comes an update of the reference: more of them would be a load of their own. */
async function measure({ bare, ...under }: Under, size: Size): Promise<Round> {
  const { updatesPerSecond } = size
  const [perSecond, count] = [updatesPerSecond / 2, Math.ceil(size.latencySamples / 2)]
  const update = async (index: number) => {
    await bare[index % bareRuns]!.executeUpdate(index % 2 === 0 ? 'bare' : 'step')
    return undefined
  }
  const [webhooks, updates] = await Promise.all([
    payAtRate(under, updatesPerSecond),
    pause(500 / perSecond).then(() => atRate({ perSecond, count }, update)),
  ])
  return {
    ...webhooks,
    bare: percentilesOf(updates.filter((_, index) => index % 2 === 0)),
    step: percentilesOf(updates.filter((_, index) => index % 2 === 1)),
  }
}
const words: Readonly<Record<Name, string>> = {
  webhook: 'Payme’s webhook, its three calls',
  CheckPerformTransaction: '- CheckPerformTransaction (a look into the book)',
  CreateTransaction: '- CreateTransaction (the payment is held)',
  PerformTransaction: '- PerformTransaction (the payment is paid)',
  updates: '- the two that are updates, together',
  bare: 'a bare update',
  step: 'an update with an empty local activity',
  told: 'from PerformTransaction until the buyer has been thanked',
}

function tableOf(rounds: readonly Round[], { repetitions, latencySamples, updatesPerSecond }: Size): Table {
  const of = (name: Name, p: 'p50' | 'p95' | 'p99') => figureOf(rounds.map((round) => round[name][p]))
  return {
    title: 'Webhook latency, ms',
    columns: ['what', 'p50', 'p95', 'p99', 'p99 beside a bare update’s'],
    rows: names.map((name) => [
      words[name],
      shown(of(name, 'p50')),
      shown(of(name, 'p95')),
      shown(of(name, 'p99')),
      name === 'bare' || name === 'told' ? '' : `${rounded(of(name, 'p99').median / of('bare', 'p99').median)} times`,
    ]),
    notes: [
      `${repetitions} times ${latencySamples} calls at ${updatesPerSecond} a second, and between them half as many updates of the two references: each kind of call is ${Math.ceil(latencySamples / callsOfPayment)} in each repetition, each reference ${Math.ceil(latencySamples / 4)}. A delay counts from the moment when the call was due (open loop). Everything that a payment leads to - messages, the balance - runs beside it on the same machine.`,
    ],
  }
}
