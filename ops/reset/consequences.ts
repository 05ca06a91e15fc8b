import { temporal } from '@temporalio/proto'
import { idOf } from './reset-point'

const { ParentClosePolicy } = temporal.api.enums.v1
type History = temporal.api.history.v1.IHistory

export interface Child {
  readonly workflowId: string
  readonly runId: string
}

/** What a run did from an event on, which is done anew when it goes back to it. */
export interface Consequences {
  /** Activities by name, and how often. */
  readonly steps: Readonly<Record<string, number>>
  readonly timers: number
  /** Signals and updates: Temporal gives them to the new run once more, in their order. */
  readonly messages: number
  /** Started since, not ended as far as the run knows, and ended with it: the new run starts them anew. */
  readonly children: readonly Child[]
  /** Started since, and going on by themselves whatever becomes of the run. */
  readonly independent: readonly Child[]
}

export function consequencesOf({ events }: History, eventId: number): Consequences {
  const since = (events ?? []).filter((event) => idOf(event) >= eventId)
  const steps: Record<string, number> = {}
  const ended = new Set<string>()
  const started = new Map<string, Child>()
  const independent = new Set<string>()
  let timers = 0
  let messages = 0
  for (const event of since) {
    const step = event.activityTaskScheduledEventAttributes?.activityType?.name ?? localActivityOf(event)
    if (step) steps[step] = (steps[step] ?? 0) + 1
    if (event.timerStartedEventAttributes) timers++
    if (event.workflowExecutionSignaledEventAttributes || event.workflowExecutionUpdateAcceptedEventAttributes)
      messages++

    const wish = event.startChildWorkflowExecutionInitiatedEventAttributes
    if (wish?.parentClosePolicy === ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
      independent.add(String(event.eventId))
    const begun = event.childWorkflowExecutionStartedEventAttributes
    if (begun) {
      const { workflowId, runId } = begun.workflowExecution ?? {}
      started.set(String(begun.initiatedEventId), { workflowId: workflowId ?? '', runId: runId ?? '' })
    }
    const end =
      event.childWorkflowExecutionCompletedEventAttributes ??
      event.childWorkflowExecutionFailedEventAttributes ??
      event.childWorkflowExecutionCanceledEventAttributes ??
      event.childWorkflowExecutionTimedOutEventAttributes ??
      event.childWorkflowExecutionTerminatedEventAttributes
    if (end) ended.add(String(end.initiatedEventId))
  }
  const open = [...started].filter(([initiated]) => !ended.has(initiated))
  return {
    steps,
    timers,
    messages,
    // A child that was asked for before the point is known to the new run, and stays with it.
    children: open
      .filter(([initiated]) => Number(initiated) >= eventId && !independent.has(initiated))
      .map(([, child]) => child),
    independent: open.filter(([initiated]) => independent.has(initiated)).map(([, child]) => child),
  }
}

function localActivityOf({
  markerRecordedEventAttributes: marker,
}: temporal.api.history.v1.IHistoryEvent): string | undefined {
  if (marker?.markerName !== 'core_local_activity') return undefined
  const data = marker.details?.['data']?.payloads?.[0]?.data
  const { activity_type: name } = JSON.parse(Buffer.from(data ?? '{}').toString() || '{}') as { activity_type?: string }
  return name
}
