import { setTimeout as pause } from 'node:timers/promises'
import {
  openOrders,
  openSubscriptions,
  standingOfOrders,
  standingOfSubscriptions,
  type Standing,
} from '../../db/lifecycle-standings'
import { orderWorkflowId, subscriptionWorkflowId, type BusinessId } from '../../domain/ids'
import { disagreement, type Running } from '../../domain/lifecycle-agreement'
import type { StuckKind } from '../../domain/stuck'
import { atMost } from '../at-most'
import type { StuckPlace } from './source'

/** An order or a subscription of which book and lifecycle say different things. */
export interface LifecycleDifference {
  readonly type: LifecycleType
  readonly id: string
  readonly workflowId: string
  readonly kind: Extract<StuckKind, 'lifecycle_missing' | 'lifecycle_left_over' | 'stage_differs'>
  readonly book: Standing | undefined
  readonly running: (Running & { readonly inStep: boolean }) | undefined
}
export type LifecycleType = 'order' | 'subscription'

export interface Looking {
  /** What changed so lately may still be on its way, ms. */
  readonly quietMs?: number
  /** Between the two looks, ms. */
  readonly recheckMs?: number
  /**
   * So many are looked at one by one the second time. More than that is no lag of a list: then the lists are read twice.
   */
  readonly singly?: number
}

const pageSize = 1_000
const askedAtOnce = 16

const lifecycles = {
  order: {
    shownBy: 'OrderStage',
    open: openOrders,
    these: standingOfOrders,
    workflowIdOf: orderWorkflowId,
  },
  subscription: {
    shownBy: 'SubscriptionState',
    open: openSubscriptions,
    these: standingOfSubscriptions,
    workflowIdOf: subscriptionWorkflowId,
  },
} as const

/**
 * Compares the set of what is going on in the book with the set of what runs, a thousand at a time. The list of workflows
 * follows them by a moment, and a healthy shop never stands still: what seems to differ is looked at a second time,
 * in the book and in Temporal itself.
 */
export async function differingLifecycles(
  place: StuckPlace,
  type: LifecycleType,
  { quietMs = 60_000, recheckMs = 1_500, singly = 500 }: Looking = {},
): Promise<LifecycleDifference[]> {
  const suspects = await differInLists(place, type)
  if (suspects.length === 0) return []
  await pause(recheckMs)
  const looked =
    suspects.length > singly
      ? await withoutBusy(place, type, await differInLists(place, type))
      : await atMost(askedAtOnce, suspects, ({ id }) => lookSingly(place, type, id))
  const before = new Set(suspects.map(({ id }) => id))
  const settledBefore = Date.now() - quietMs
  return looked.flatMap((now) => {
    const { book, running } = now
    const kind = disagreement(book, running)
    // One that has just begun has not written or shown anything yet.
    const hasBegun = running === undefined || (book !== undefined && running.shows !== null)
    const changedAt = Math.max(book?.changedAt.getTime() ?? 0, hasBegun ? 0 : running.since)
    // One that has ended may have its last words to say.
    const isBusy = kind === 'lifecycle_left_over' && running?.busy
    if (kind === null || changedAt > settledBefore || isBusy || !before.has(now.id)) return []
    return [{ ...now, type, kind, workflowId: lifecycles[type].workflowIdOf(place.businessId, now.id) }]
  })
}

/** The list of workflows does not say who is still saying their last words: whoever has ended and runs on is asked. */
const withoutBusy = (place: StuckPlace, type: LifecycleType, sides: readonly Sides[]): Promise<Sides[]> =>
  atMost(askedAtOnce, sides, (side) =>
    disagreement(side.book, side.running) === 'lifecycle_left_over'
      ? lookSingly(place, type, side.id)
      : Promise.resolve(side),
  )

/** Both sides of one, as they were found. */
interface Sides {
  readonly id: string
  readonly book: Standing | undefined
  readonly running: RunningSince | undefined
}

interface RunningSince extends Running {
  /** When it was started, Unix ms. */
  readonly since: number
  /** Something is being said or done in Telegram, as far as it was asked. */
  readonly busy: boolean
  /** A step of it waits for a worker, or is under way. */
  readonly inStep: boolean
}

/** What the two lists disagree about. */
async function differInLists(place: StuckPlace, type: LifecycleType): Promise<Sides[]> {
  const running = await runningNow(place, type)
  const inBook = await openInBook(place, type)
  const unknown = [...running.keys()].filter((id) => !inBook.has(id))
  for (let at = 0; at < unknown.length; at += pageSize) {
    const found = await lifecycles[type].these(place.sql, place.businessId, unknown.slice(at, at + pageSize))
    for (const standing of found) inBook.set(standing.id, standing)
  }
  return [...new Set([...inBook.keys(), ...running.keys()])]
    .map((id) => ({ id, book: inBook.get(id), running: running.get(id) }))
    .filter(({ book, running: runs }) => disagreement(book, runs) !== null)
}

async function openInBook({ sql, businessId }: StuckPlace, type: LifecycleType): Promise<Map<string, Standing>> {
  const found = new Map<string, Standing>()
  for (let after = ''; ;) {
    const page = await lifecycles[type].open(sql, businessId, { after, limit: pageSize })
    for (const standing of page) found.set(standing.id, standing)
    const last = page.at(-1)
    if (!last || page.length < pageSize) return found
    after = last.id
  }
}

async function runningNow({ client, businessId }: StuckPlace, type: LifecycleType): Promise<Map<string, RunningSince>> {
  const found = new Map<string, RunningSince>()
  const query = `WorkflowType = '${type}' AND BusinessId = '${businessId}' AND ExecutionStatus = 'Running'`
  for await (const { workflowId, startTime, searchAttributes } of client.workflow.list({ query, pageSize })) {
    const id = idIn(type, businessId, workflowId)
    if (id === null) continue
    found.set(id, { shows: shown(type, searchAttributes), since: startTime.getTime(), busy: false, inStep: false })
  }
  return found
}

async function lookSingly(place: StuckPlace, type: LifecycleType, id: string): Promise<Sides> {
  const running = await runningOf(place, type, lifecycles[type].workflowIdOf(place.businessId, id))
  const [book] = await lifecycles[type].these(place.sql, place.businessId, [id])
  return { id, book, running }
}

async function runningOf(
  { client }: StuckPlace,
  type: LifecycleType,
  workflowId: string,
): Promise<RunningSince | undefined> {
  try {
    const { status, startTime, searchAttributes, raw } = await client.workflow.getHandle(workflowId).describe()
    if (status.name !== 'RUNNING') return undefined
    return {
      shows: shown(type, searchAttributes),
      since: startTime.getTime(),
      busy: (raw.pendingActivities ?? []).length > 0,
      inStep: raw.pendingWorkflowTask !== null && raw.pendingWorkflowTask !== undefined,
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'WorkflowNotFoundError') return undefined
    throw error
  }
}

const shown = (type: LifecycleType, attributes: Readonly<Record<string, unknown>>): string | null => {
  const [value] = [attributes[lifecycles[type].shownBy]].flat()
  return typeof value === 'string' ? value : null
}

function idIn(type: LifecycleType, businessId: BusinessId, workflowId: string): string | null {
  const prefix = lifecycles[type].workflowIdOf(businessId, '')
  return workflowId.startsWith(prefix) ? workflowId.slice(prefix.length) : null
}
