import { billableActions, countOf, workflowTasksOf, type HistoryEvent } from './actions'
import { payDepositAndBalance } from './buyer'
import type { Ground, Shop } from './ground'
import { historiesOf, historyOf } from './histories'
import { inLanes } from './lanes'
import type { Findings, Size } from './part'
import { startApi, startWorker } from './processes'
import { stopwatchFor, treeOf, type ProcessorMs } from './processor-time'
import { runFloor, shapeOf, startReference } from './references'
import { figureOf, rounded, shown, type Figure } from './statistics'
import { startTelegramStandIn, type TelegramStandIn } from './telegram-stand-in'

type Form = 'ours' | 'floor' | 'floor with sends' | 'naive'

/** One way of doing the same, under load. */
interface Candidate {
  readonly form: Form
  readonly worker: () => number[]
  /** One lifecycle; answers the histories of its runs, if they are asked for. */
  readonly run: () => Promise<() => Promise<readonly (readonly HistoryEvent[])[]>>
}

interface Sample {
  readonly perSecond: number
  readonly processorMs: ProcessorMs
}

interface Row {
  readonly form: Form
  readonly perSecond: Figure
  readonly worker: Figure
  readonly server: Figure
  readonly database: Figure
  readonly events: number
  readonly workflowTasks: number
  readonly actions: number
}

/** Deposits and balances a second, beside what the engine could do at best and what a naive form would do. */
export async function lifecycle(ground: Ground, size: Size): Promise<Findings> {
  const stops: (() => Promise<unknown>)[] = []
  try {
    const candidates = await bringCandidates(ground, stops)
    for (const { form, run } of candidates) {
      ground.say(`warming up: ${form}`)
      await inLanes(size.warmUp, size.lanes, run)
    }
    const samples = new Map<Form, Sample[]>(candidates.map(({ form }) => [form, []]))
    for (let repetition = 1; repetition <= size.repetitions; repetition++) {
      for (const candidate of candidates) {
        const sample = await measure(ground, candidate, size)
        samples.get(candidate.form)?.push(sample)
        ground.say(`${candidate.form}, ${repetition} of ${size.repetitions}: ${rounded(sample.perSecond)} a second`)
      }
    }
    const rows = await Promise.all(candidates.map((candidate) => rowOf(candidate, samples.get(candidate.form) ?? [])))
    return { figures: { rows }, tables: [tableOf(rows, size)] }
  } finally {
    for (const stop of stops.toReversed()) await stop()
  }
}

async function bringCandidates(ground: Ground, stops: (() => Promise<unknown>)[]): Promise<Candidate[]> {
  const telegram = await startTelegramStandIn()
  stops.push(() => telegram.close())
  const open = async (name: string) => {
    const shop = await ground.open(name)
    stops.push(() => shop.close())
    const api = await startApi(ground, { shop, telegramUrl: telegram.url })
    stops.push(() => api.stop())
    return { shop, api }
  }
  const { shop, api } = await open('bench-lifecycle')
  const worker = await startWorker(ground, { shop, telegramUrl: telegram.url })
  stops.push(() => worker.stop())
  const ours: Candidate = { form: 'ours', worker: worker.pids, run: () => moneyOf(shop, telegram, api.url) }

  const floorShop = await ground.open('bench-floor')
  stops.push(() => floorShop.close())
  const floor = await startReference(ground, { form: 'floor', shop: floorShop, telegramUrl: telegram.url })
  stops.push(() => floor.stop())
  // Counted from a lifecycle of ours that has just run, so the floor follows whatever ours becomes.
  const [order, ...payments] = (await (await ours.run())()).map(shapeOf)
  const emptied = { activities: 0, upserts: 0 }
  const floorOf = (form: Form, less: object): Candidate => ({
    form,
    worker: floor.pids,
    run: async () => {
      const start = { shape: { ...order!, ...less }, children: payments.map((shape) => ({ ...shape, ...less })) }
      const workflowId = await runFloor(floor, floorShop, start)
      const ids = [workflowId, ...payments.map((_, index) => `${workflowId}/${index}`)]
      return () => Promise.all(ids.map((id) => historyOf(floorShop.client, id)))
    },
  })

  const second = await open('bench-naive')
  const naive = await startReference(ground, { form: 'naive', shop: second.shop, telegramUrl: telegram.url })
  stops.push(() => naive.stop())
  return [
    ours,
    floorOf('floor', emptied),
    floorOf('floor with sends', {}),
    { form: 'naive', worker: naive.pids, run: () => moneyOf(second.shop, telegram, second.api.url) },
  ]
}

async function moneyOf({ lifecycles, client }: Shop, telegram: TelegramStandIn, apiUrl: string) {
  const { orderId } = await payDepositAndBalance({ lifecycles, telegram, apiUrl })
  return () => historiesOf(client, orderId)
}

async function measure(ground: Ground, { worker, run }: Candidate, { lifecycles, lanes }: Size): Promise<Sample> {
  const stopwatch = stopwatchFor({ worker, server: () => ground.engine.pids(), database: treeOf(ground.postgres.pid) })
  const { ms } = await inLanes(lifecycles, lanes, run)
  const used = stopwatch()
  const processorMs = {
    worker: used.worker / lifecycles,
    server: used.server / lifecycles,
    database: used.database / lifecycles,
  }
  return { perSecond: lifecycles / (ms / 1000), processorMs }
}

async function rowOf({ form, run }: Candidate, samples: readonly Sample[]): Promise<Row> {
  const runs = await (await run())()
  const sum = (count: (events: readonly HistoryEvent[]) => number) =>
    runs.reduce((total, events) => total + count(events), 0)
  const processor = (whose: keyof ProcessorMs) => figureOf(samples.map(({ processorMs }) => processorMs[whose]))
  return {
    form,
    perSecond: figureOf(samples.map(({ perSecond }) => perSecond)),
    worker: processor('worker'),
    server: processor('server'),
    database: processor('database'),
    events: sum((events) => events.length),
    workflowTasks: sum(workflowTasksOf),
    actions: sum((events) => countOf(billableActions(events))),
  }
}

const words: Readonly<Record<Form, string>> = {
  ours: 'Orderly',
  floor: 'the floor: as many starts, updates, timers and local activities, all empty',
  'floor with sends': 'the floor with as many activities and upserts too',
  naive: 'naive: Orderly with an activity for each step of the book',
}

function tableOf(rows: readonly Row[], { lifecycles, repetitions, lanes }: Size) {
  const ours = rows[0]!.perSecond.median
  return {
    title: 'Lifecycles a second',
    columns: [
      'form',
      'a second, median (min to max)',
      'Orderly is',
      'worker CPU ms',
      'server CPU ms',
      'database CPU ms',
      'events',
      'workflow tasks',
      'actions',
    ],
    rows: rows.map((row) => [
      words[row.form],
      shown(row.perSecond),
      row.form === 'ours' ? '' : `${rounded(ours / row.perSecond.median)} times`,
      shown(row.worker),
      shown(row.server),
      shown(row.database),
      String(row.events),
      String(row.workflowTasks),
      String(row.actions),
    ]),
    notes: [
      `${repetitions} times ${lifecycles} lifecycles, ${lanes} at once. A lifecycle is placed, deposit asked for and paid through Payme's three calls, thanked, balance the same, offered to the florists.`,
      'CPU is for each lifecycle. That of the api, of Payme and of the buyers is in none of the three.',
    ],
  }
}
