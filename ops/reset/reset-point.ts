import { temporal } from '@temporalio/proto'
import { Refused } from '../commands/command'
import type { RecordedRun } from '../replay/recorded-run'
import { mismatchOf, type WorkflowCode } from '../replay/replaying'

const { EventType } = temporal.api.enums.v1
type Event = temporal.api.history.v1.IHistoryEvent

/** Where a run would be taken back to: what comes before this event stays, and its step is taken anew. */
export interface ResetPoint {
  readonly eventId: number
  readonly why: string
}

/** Events at which Temporal lets a run go back, by the words for them. */
const ends: Readonly<Partial<Record<number, string>>> = {
  [EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED]: 'a step that was taken',
  [EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED]: 'a step that failed',
  [EventType.EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT]: 'a step that nobody finished',
}
const closedBadly: readonly (number | null | undefined)[] = [
  EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED,
  EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT,
  EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED,
]

/**
 * The last point up to which this code replays what is recorded: where a step failed, that step, so that nothing which
 * succeeded is taken back; where the code that wrote the history went another way, the step where it began to. Throws
 * {@link Refused} when nothing is wrong with the run.
 */
export async function lastGoodPoint(code: WorkflowCode, run: RecordedRun): Promise<ResetPoint> {
  const events = run.history.events ?? []
  const taken = events.filter((event) => event.eventType === EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
  if (taken.length === 0) {
    throw new Refused(
      `${run.workflowId} has not taken its first step: there is nothing to go back to. It goes on with a fixed worker.`,
    )
  }
  const failed = events.find((event) => idOf(event) > idOf(taken.at(-1)) && event.eventType! in ends)
  const mismatch = await mismatchOf(code, run)
  const isClosed = closedBadly.includes(events.at(-1)?.eventType)
  if (mismatch === undefined && !failed && !isClosed) {
    throw new Refused(
      `${run.workflowId} replays on this code and no step of it fails: there is nothing to go back from. To do so all the same: --to <eventId>.`,
    )
  }
  const points = failed ? [...taken, failed] : taken
  const eventId = idOf(await lastThat(points, (point) => replaysTo(code, run, idOf(point))))
  if (mismatch !== undefined) return { eventId, why: `this code goes another way from here on: ${mismatch}` }
  return { eventId, why: failed ? 'the step that fails; what came before it stays' : 'the last step before its end' }
}

/** A point that an operator has chosen. Throws {@link Refused} where Temporal does not let a run go back to. */
export function chosenPoint(run: RecordedRun, eventId: number): ResetPoint {
  const events = run.history.events ?? []
  const event = events.find((one) => idOf(one) === eventId)
  const what = event && ends[event.eventType ?? 0]
  if (what) return { eventId, why: what }
  const before = events.findLast((one) => idOf(one) < eventId && (one.eventType ?? 0) in ends)
  const hint = before ? ` The one before it is ${idOf(before)}.` : ''
  throw new Refused(
    `Event ${eventId} of ${run.workflowId} is not the end of a step (WorkflowTaskCompleted, Failed, TimedOut).${hint}`,
  )
}

/** Whether this code replays what was recorded before an event. */
export async function replaysTo(code: WorkflowCode, run: RecordedRun, eventId: number): Promise<boolean> {
  const events = (run.history.events ?? []).filter((event) => idOf(event) < eventId)
  return (await mismatchOf(code, { ...run, history: { events } })) === undefined
}

export const idOf = (event: Event | undefined): number => Number(event?.eventId ?? 0)

/** The last that passes, of a row of which the first ones pass and the others do not. The first is taken to. */
async function lastThat<T>(row: readonly T[], passes: (one: T) => Promise<boolean>): Promise<T> {
  let good = 0
  let bad = row.length
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2)
    if (await passes(row[middle]!)) good = middle
    else bad = middle
  }
  return row[good]!
}
