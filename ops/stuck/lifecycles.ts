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
import { atMost } from './at-most'
import type { StuckPlace } from './source'

/** An order or a subscription of which book and lifecycle say different things. */
export interface LifecycleDifference {
  readonly type: LifecycleType
  readonly id: string
  readonly workflowId: string
  readonly kind: Extract<StuckKind, 'lifecycle_missing' | 'lifecycle_left_over' | 'stage_differs'>
  readonly book: Standing | undefined
  readonly running: Running | undefined
}
export type LifecycleType = 'order' | 'subscription'

export interface Looking {
  /** What changed so lately may still be on its way, ms. */
  readonly quietMs?: number
  /** Between the two looks, ms. */
  readonly recheckMs?: number
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
 * one by one, in the book and in Temporal itself.
 */
export async function differingLifecycles(
  place: StuckPlace,
  type: LifecycleType,
  { quietMs = 60_000, recheckMs = 1_500 }: Looking = {},
): Promise<LifecycleDifference[]> {
  const running = await runningNow(place, type)
  const inBook = await openInBook(place, type)
  const unknown = [...running.keys()].filter((id) => !inBook.has(id))
  for (let at = 0; at < unknown.length; at += pageSize) {
    const found = await lifecycles[type].these(place.sql, place.businessId, unknown.slice(at, at + pageSize))
    for (const standing of found) inBook.set(standing.id, standing)
  }
  const suspects = [...new Set([...inBook.keys(), ...running.keys()])].filter(
    (id) => disagreement(inBook.get(id), running.get(id)) !== null,
  )
  if (suspects.length === 0) return []
  await pause(recheckMs)
  return lookAgain(place, type, suspects, quietMs)
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

async function runningNow({ client, businessId }: StuckPlace, type: LifecycleType): Promise<Map<string, Running>> {
  const found = new Map<string, Running>()
  const query = `WorkflowType = '${type}' AND BusinessId = '${businessId}' AND ExecutionStatus = 'Running'`
  for await (const { workflowId, searchAttributes } of client.workflow.list({ query, pageSize })) {
    const id = idIn(type, businessId, workflowId)
    if (id !== null) found.set(id, { shows: shown(type, searchAttributes) })
  }
  return found
}

async function lookAgain(
  place: StuckPlace,
  type: LifecycleType,
  suspects: readonly string[],
  quietMs: number,
): Promise<LifecycleDifference[]> {
  const looked = await atMost(askedAtOnce, suspects, async (id): Promise<LifecycleDifference[]> => {
    const workflowId = lifecycles[type].workflowIdOf(place.businessId, id)
    const running = await runningOf(place, type, workflowId)
    const [book] = await lifecycles[type].these(place.sql, place.businessId, [id])
    const kind = disagreement(book, running)
    const settledBefore = Date.now() - quietMs
    const isFresh = (book?.changedAt.getTime() ?? 0) > settledBefore || (running?.since ?? 0) > settledBefore
    // One that has ended may have its last words to say.
    const isBusy = kind === 'lifecycle_left_over' && running?.busy
    return kind === null || isFresh || isBusy ? [] : [{ type, id, workflowId, kind, book, running }]
  })
  return looked.flat()
}

interface RunningInDetail extends Running {
  /** When it was started, Unix ms. */
  readonly since: number
  /** Something is being said or done in Telegram. */
  readonly busy: boolean
}

async function runningOf(
  { client }: StuckPlace,
  type: LifecycleType,
  workflowId: string,
): Promise<RunningInDetail | undefined> {
  try {
    const { status, startTime, searchAttributes, raw } = await client.workflow.getHandle(workflowId).describe()
    if (status.name !== 'RUNNING') return undefined
    return {
      shows: shown(type, searchAttributes),
      since: startTime.getTime(),
      busy: (raw.pendingActivities ?? []).length > 0,
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
