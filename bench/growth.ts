import { findStuck } from '../ops/stuck/find-stuck'
import { payDepositAndBalance } from './buyer'
import { openFunnel, type FunnelClock } from './funnel-clock'
import { growthPicture } from './growth-picture'
import { businessId, type Ground, type Shop } from './ground'
import { inLanes } from './lanes'
import type { Findings, Size, Table } from './part'
import { callsOfPayment, payAtRate, placeAndAsk, type PaymeDelays } from './payme-load'
import { startApi, startWorker, type Running } from './processes'
import { residentMiB, stopwatchFor, treeOf, type ProcessorMs } from './processor-time'
import { figureOf, rounded, shown, type Figure } from './statistics'
import { startTelegramStandIn, type TelegramStandIn } from './telegram-stand-in'

const openingLanes = 16
const funnelLooks = 7
const pictureOf = ({ engine }: Ground) => `${engine.name}-growth.svg`

/** The same figures with ever more orders that wait for their money. */
interface Step {
  readonly openOrders: number
  /** To open those that are new since the step before: seconds, and how many a second. */
  readonly openedInSeconds: number
  readonly openedPerSecond: number
  readonly workerMiB: number
  /** A new worker: from its start until it is ready, and until it has answered for an order of the one before, ms. */
  readonly readyInMs: number
  readonly firstAnswerMs: number
  readonly perSecond: number
  /** For each lifecycle. */
  readonly processorMs: ProcessorMs
  readonly delays: PaymeDelays
  readonly funnelMs: Figure
  /** `npm run ops -- stuck`: every look it takes, and what it found. */
  readonly stuck: { readonly ms: number; readonly found: number }
}

interface Place {
  readonly ground: Ground
  readonly shop: Shop
  readonly telegram: TelegramStandIn
  readonly api: Running
  readonly clock: FunnelClock
  worker: Running
}

/** Memory, start-up, speed and `/funnel` while more and more orders are open: worse than linear is seen in the picture. */
export async function growth(ground: Ground, size: Size): Promise<Findings> {
  const stops: (() => Promise<unknown>)[] = []
  try {
    const telegram = await startTelegramStandIn()
    stops.push(() => telegram.close())
    const shop = await ground.open('bench-growth')
    stops.push(() => shop.close())
    const api = await startApi(ground, { shop, telegramUrl: telegram.url })
    stops.push(() => api.stop())
    const clock = await openFunnel(ground, { shop, apiUrl: api.url })
    stops.push(() => clock.close())
    const worker = await startWorker(ground, { shop, telegramUrl: telegram.url })
    const place: Place = { ground, shop, telegram, api, clock, worker }
    stops.push(() => place.worker.stop())
    await inLanes(size.warmUp, size.lanes, () => placeAndAsk(shop, telegram))

    const steps: Step[] = []
    let open: number = size.warmUp
    for (const target of size.openOrders) {
      steps.push(await measure(place, { from: open, to: target, size }))
      ground.say(`${target} open orders: ${JSON.stringify(steps.at(-1))}`)
      open = target
    }
    const pictures = { [pictureOf(ground)]: growthPicture(linesOf(steps)) }
    return { figures: { steps }, tables: [tableOf(steps, ground)], pictures }
  } finally {
    for (const stop of stops.toReversed()) await stop()
  }
}

interface Leg {
  readonly from: number
  readonly to: number
  readonly size: Size
}

async function measure(place: Place, { from, to, size }: Leg): Promise<Step> {
  const { ground, shop, telegram, api, clock } = place
  const opening = await inLanes(to - from, openingLanes, () => placeAndAsk(shop, telegram))
  const workerMiB = residentMiB(place.worker.pids())
  // An order of the old worker: the new one has to read its history first.
  const [old] = opening.results
  await place.worker.stop()
  const startedAt = Date.now()
  place.worker = await startWorker(ground, { shop, telegramUrl: telegram.url })
  if (old) await payAtRate({ apiUrl: api.url, telegram, bills: [old] }, size.updatesPerSecond)
  const firstAnswerMs = Date.now() - startedAt
  await inLanes(size.warmUp, size.lanes, () => walk(place))

  const stopwatch = stopwatchFor({
    worker: place.worker.pids,
    server: () => ground.engine.pids(),
    database: treeOf(ground.postgres.pid),
  })
  const { ms } = await inLanes(size.growthLifecycles, size.lanes, () => walk(place))
  const used = stopwatch()
  const { results: bills } = await inLanes(Math.ceil(size.latencySamples / callsOfPayment), size.lanes, () =>
    placeAndAsk(shop, telegram),
  )
  const delays = await payAtRate({ apiUrl: api.url, telegram, bills }, size.updatesPerSecond)
  await clock.catchUp()
  const looks: number[] = []
  for (let look = 0; look < funnelLooks; look++) looks.push(await clock.look())
  const lookedAt = performance.now()
  const found = await findStuck({ sql: shop.sql, client: shop.client, businessId })
  const stuckMs = performance.now() - lookedAt
  const each = (value: number) => value / size.growthLifecycles
  return {
    openOrders: to,
    openedInSeconds: opening.ms / 1000,
    openedPerSecond: (to - from) / (opening.ms / 1000),
    workerMiB,
    readyInMs: place.worker.startedInMs,
    firstAnswerMs,
    perSecond: size.growthLifecycles / (ms / 1000),
    processorMs: { worker: each(used.worker), server: each(used.server), database: each(used.database) },
    delays,
    funnelMs: figureOf(looks),
    stuck: { ms: stuckMs, found: found.length },
  }
}

const walk = ({ shop, telegram, api }: Place) =>
  payDepositAndBalance({ lifecycles: shop.lifecycles, telegram, apiUrl: api.url })

const cpuOf = ({ processorMs: { worker, server, database } }: Step) => worker + server + database

/** Only what should stay as it is, or grow with the orders at most. */
function linesOf(steps: readonly Step[]) {
  const lines: Readonly<Record<string, (step: Step) => number>> = {
    'CPU of a lifecycle': cpuOf,
    'webhook p95': ({ delays }) => delays.webhook.p95,
    'memory of the worker': ({ workerMiB }) => workerMiB,
    'start of a worker': ({ firstAnswerMs }) => firstAnswerMs,
    '/funnel': ({ funnelMs }) => funnelMs.median,
    stuck: ({ stuck }) => stuck.ms,
  }
  return {
    openOrders: steps.map(({ openOrders }) => openOrders),
    lines: Object.entries(lines).map(([name, of]) => ({ name, values: steps.map(of) })),
  }
}

function tableOf(steps: readonly Step[], ground: Ground): Table {
  const row = (what: string, of: (step: Step) => string) => [what, ...steps.map(of)]
  return {
    title: 'Growth: the same figures with more open orders',
    columns: ['orders that wait for their deposit', ...steps.map(({ openOrders }) => String(openOrders))],
    rows: [
      row('opened since the step before, seconds (orders a second)', ({ openedInSeconds, openedPerSecond }) => {
        return `${rounded(openedInSeconds)} (${rounded(openedPerSecond)})`
      }),
      row('memory of the worker, MiB', ({ workerMiB }) => String(workerMiB)),
      row('a new worker is ready after, ms', ({ readyInMs }) => rounded(readyInMs)),
      row('and has taken money for an older order after, ms', ({ firstAnswerMs }) => rounded(firstAnswerMs)),
      row('lifecycles a second', ({ perSecond }) => rounded(perSecond)),
      row('CPU ms of a lifecycle: worker, server, database', ({ processorMs: { worker, server, database } }) =>
        [worker, server, database].map(rounded).join(', '),
      ),
      row('webhook ms: p50, p95, p99', ({ delays: { webhook } }) =>
        [webhook.p50, webhook.p95, webhook.p99].map(rounded).join(', '),
      ),
      row('money landed until the buyer is told ms: p95', ({ delays }) => rounded(delays.told.p95)),
      row('`/funnel` ms', ({ funnelMs }) => shown(funnelMs)),
      row('`npm run ops -- stuck` ms (found)', ({ stuck: { ms, found } }) => `${rounded(ms)} (${found})`),
    ],
    notes: [`![Each figure as a multiple of the first, over the number of open orders](pictures/${pictureOf(ground)})`],
  }
}
