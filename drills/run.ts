import { setMaxListeners } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import type { EngineName } from '../ops/engines'
import { audit, tableOf, unfinished } from './audit/audit'
import { gather, type Evidence, type Finding, type Interruption } from './audit/evidence'
import { chanceOf } from './chance'
import { unleash } from './disasters'
import { followFeed } from './feed-reader'
import { crowdOf, type CrowdSize } from './people/crowd'
import { order, type OrderEnd } from './people/orderer'
import { workAsStaff } from './people/staff'
import { subscribe } from './people/subscriber'
import { scheduleOf, wordsOf, type DisasterSpan } from './schedule'
import { channelOf, shopBot, wares, type ShopTimes } from './town/shop'
import { drillNamespace, openTown, type DrillTown } from './town/town'

export interface DrillOptions {
  readonly engine: EngineName
  readonly seed: number
  readonly crowd: CrowdSize
  readonly times: ShopTimes
  /** When things go wrong, ms from the beginning. */
  readonly disasters: DisasterSpan
  /** How long everything may take to come to rest after the last disaster. */
  readonly restWithinMs: number
  readonly folder: string
  readonly build: string | undefined
  readonly say: (line: string) => void
}

export interface DrillReport {
  readonly findings: readonly Finding[]
  /** No fault in any of them. */
  readonly clean: boolean
  /** What really happened of what was planned. */
  readonly met: { readonly killed: number; readonly wire: ReturnType<DrillTown['wire']['counts']> }
}

const reportEveryMs = 15_000
/** Longer than anybody thinks before the next step. */
const restMs = 15_000

/** Buyers, staff and providers live through everything that goes wrong by the seed; then the auditor looks. */
export async function runDrill(options: DrillOptions): Promise<DrillReport> {
  const { engine, seed, times, disasters, folder, build, say } = options
  const { orders, subscribers } = options.crowd
  const chance = chanceOf(seed)
  const crowd = crowdOf(chance.fork('crowd'), options.crowd)
  const plan = scheduleOf(chance.fork('disasters'), disasters)
  say(
    `Seed ${seed}: ${orders} orders and ${subscribers} subscriptions, ${plan.length} disasters on the engine ${engine}:`,
  )
  for (const planned of plan) say(`  ${wordsOf(planned)}`)

  const town = await openTown({ engine, folder, build, crowd, times, say })
  try {
    const feed = followFeed(town.apiUrls, town.eventsToken)
    const endsAt = Date.now() + disasters.to + options.restWithinMs
    const closing = new AbortController()
    const staff = workAsStaff(town.sandbox, closing.signal)
    const leaving = new AbortController()
    // Each of them listens.
    setMaxListeners(0, leaving.signal)
    const { monthMs } = times
    const ends = new Map<number, OrderEnd>()
    const people = Promise.allSettled([
      ...crowd.orders.map(async (one) => ends.set(one.buyer, await order(town.sandbox, one, leaving.signal))),
      ...crowd.subscribers.map((one) => subscribe(town.sandbox, one, { leaving: leaving.signal, monthMs })),
    ])
    say('People come, and things go wrong:')
    await unleash(town, plan, (line) => say(`  ${line}`))
    say('Nothing more goes wrong; everything comes to rest')
    const evidence = await gather(
      {
        databaseUrl: town.databaseUrl,
        temporalAddress: town.temporalAddress,
        namespace: drillNamespace,
        sandboxUrl: town.sandboxUrl,
      },
      {
        stock: crowd.stock,
        channels: channelOf,
        bot: shopBot,
        orderers: crowd.orders.map(({ buyer, product }) => ({ buyer, enoughForAll: product === wares.plenty })),
        subscribers: crowd.subscribers.map(({ buyer }) => buyer),
        ends,
        events: feed.events,
        interruptions: interruptionsOf(town),
      },
    )
    try {
      await untilAtRest(evidence, { endsAt, say })
      leaving.abort()
      const lives = await people
      closing.abort()
      await staff
      await feed.finish()
      const findings = [...(await audit(evidence)), deathsOf(town), brokenLives(lives)]
      say(tableOf(findings))
      const wire = town.wire.counts()
      say(
        `  calls of Payme and Click: ${Object.entries(wire)
          .map(([what, count]) => `${count} ${what}`)
          .join(', ')}`,
      )
      return {
        findings,
        clean: findings.every(({ faults }) => faults.length === 0),
        met: { killed: killsIn(town), wire },
      }
    } finally {
      closing.abort()
      await evidence.close()
    }
  } finally {
    await town.close()
  }
}

/** Until nothing is under way for a while, which nobody waits for in vain: whoever still waits then, waits for nothing. */
async function untilAtRest(
  evidence: Evidence,
  { endsAt, say }: { endsAt: number; say: (line: string) => void },
): Promise<void> {
  let restingSince = Number.POSITIVE_INFINITY
  for (let saidAt = 0; Date.now() < endsAt && Date.now() - restingSince < restMs; await pause(1_000)) {
    const left = await unfinished(evidence)
    restingSince = left.length > 0 ? Number.POSITIVE_INFINITY : Math.min(restingSince, Date.now())
    if (left.length === 0 || Date.now() - saidAt < reportEveryMs) continue
    saidAt = Date.now()
    say(`  ${left.join(', ')}`)
  }
}

/** When the worker may have lost an answer of Telegram, or could not write it down. */
function interruptionsOf({ processes: { worker }, postgres }: DrillTown): Interruption[] {
  const deaths = [...worker.deaths, ...worker.crashes].map((at) => ({ from: at, to: at }))
  return [...deaths, ...postgres.outages.map(({ from, to }) => ({ from, to }))]
}

/** Whoever could not do what they had in mind because the drill itself is at fault. */
function brokenLives(lives: readonly PromiseSettledResult<unknown>[]): Finding {
  const faults = lives.flatMap((life) => (life.status === 'rejected' ? [String(life.reason)] : []))
  return { name: 'people whom the drill itself has failed', examined: lives.length, faults }
}

const everyProcess = ({ worker, bots, apis }: DrillTown['processes']) => [worker, bots, ...apis]
const killsIn = ({ processes }: Pick<DrillTown, 'processes'>) =>
  everyProcess(processes).reduce((sum, { deaths }) => sum + deaths.length, 0)

function deathsOf({ processes }: DrillTown): Finding {
  const all = everyProcess(processes)
  return {
    name: 'processes that ended by themselves',
    examined: all.length,
    faults: all.flatMap(({ name, crashes }) => crashes.map((at) => `${name} at ${new Date(at).toISOString()}`)),
    remark: `${killsIn({ processes })} killed`,
  }
}
