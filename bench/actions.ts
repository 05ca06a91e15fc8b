/** An event as `historyToJSON` writes it; only what is counted by is named. */
export interface HistoryEvent {
  readonly eventId: string
  readonly eventType: string
  readonly userMetadata?: { readonly summary?: Payload }
  readonly workflowExecutionStartedEventAttributes?: { readonly workflowType: Named }
  readonly startChildWorkflowExecutionInitiatedEventAttributes?: { readonly workflowType: Named }
  readonly activityTaskScheduledEventAttributes?: { readonly activityType: Named }
  readonly activityTaskStartedEventAttributes?: { readonly scheduledEventId: string; readonly attempt?: number }
  readonly workflowExecutionUpdateAcceptedEventAttributes?: { readonly acceptedRequest: { readonly input: Named } }
  readonly workflowExecutionSignaledEventAttributes?: { readonly signalName: string }
  readonly upsertWorkflowSearchAttributesEventAttributes?: {
    readonly searchAttributes: { readonly indexedFields: Readonly<Record<string, Payload>> }
  }
  readonly markerRecordedEventAttributes?: {
    readonly workflowTaskCompletedEventId: string
    readonly details?: { readonly data?: { readonly payloads: readonly Payload[] } }
  }
}
interface Named {
  readonly name: string
}
interface Payload {
  readonly data?: string
}

export const actionKinds = [
  'start',
  'child',
  'local activities',
  'activity',
  'timer',
  'update',
  'signal',
  'upsert',
] as const
/** Something that Temporal Cloud charges for, in the words of the shop. */
export interface BillableAction {
  readonly kind: (typeof actionKinds)[number]
  /** What it was for: the notice that was sent, the step of the book, the message, the attribute. */
  readonly what: string
  readonly eventId: string
  readonly count: number
}

/**
 * The actions of one run that Temporal Cloud would charge for, by https://docs.temporal.io/cloud/actions: a start, and for
 * a child one more for its parent's intent; every try of an activity, at least one; all local activities of one workflow task together;
 * timers, also those behind a `condition`; updates that were accepted; signals, at whoever gets them; upserts of search
 * attributes, except those at a start. What no history shows (queries, heartbeats, refused updates) is not in it.
 */
export function billableActions(events: readonly HistoryEvent[]): BillableAction[] {
  const found: BillableAction[] = []
  const taskWithMarkers = new Map<string, { what: string; index: number }>()
  const add = (event: HistoryEvent, kind: BillableAction['kind'], what: string, count = 1) =>
    found.push({ kind, what, eventId: event.eventId, count })
  const tries = new Map(
    events.map(({ activityTaskStartedEventAttributes: started }) => [started?.scheduledEventId, started?.attempt]),
  )

  for (const event of events) {
    switch (event.eventType) {
      case 'EVENT_TYPE_WORKFLOW_EXECUTION_STARTED':
        add(event, 'start', event.workflowExecutionStartedEventAttributes?.workflowType.name ?? '')
        break
      case 'EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED':
        add(event, 'child', event.startChildWorkflowExecutionInitiatedEventAttributes?.workflowType.name ?? '')
        break
      case 'EVENT_TYPE_ACTIVITY_TASK_SCHEDULED': {
        const type = event.activityTaskScheduledEventAttributes?.activityType.name ?? ''
        add(event, 'activity', summaryOf(event) || type, tries.get(event.eventId) ?? 1)
        break
      }
      case 'EVENT_TYPE_TIMER_STARTED':
        add(event, 'timer', summaryOf(event))
        break
      case 'EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED':
        add(event, 'update', event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest.input.name ?? '')
        break
      case 'EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED':
        add(event, 'signal', event.workflowExecutionSignaledEventAttributes?.signalName ?? '')
        break
      case 'EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES':
        add(event, 'upsert', attributesOf(event))
        break
      case 'EVENT_TYPE_MARKER_RECORDED': {
        const task = event.markerRecordedEventAttributes?.workflowTaskCompletedEventId ?? ''
        const marked = taskWithMarkers.get(task)
        const what = localActivityOf(event)
        if (marked) {
          marked.what += `, ${what}`
          found[marked.index] = { ...found[marked.index]!, what: marked.what }
        } else {
          taskWithMarkers.set(task, { what, index: found.length })
          add(event, 'local activities', what)
        }
      }
    }
  }
  return found
}

export const countOf = (actions: readonly BillableAction[]) => actions.reduce((sum, { count }) => sum + count, 0)

/**
 * An order as far as its money goes: until it is paid, everybody who paid has been thanked, and it is offered to the
 * florists. What comes after that is making and carrying flowers.
 */
export function untilOffered(events: readonly HistoryEvent[]): readonly HistoryEvent[] {
  const offered = events.findIndex((event) => summaryOf(event).startsWith('offer 1 '))
  if (offered < 0) throw new Error('this order was never offered to florists')
  return events.slice(0, offered)
}

export const workflowTasksOf = (events: readonly HistoryEvent[]) =>
  events.filter(({ eventType }) => eventType === 'EVENT_TYPE_WORKFLOW_TASK_COMPLETED').length

const decoded = (payload: Payload | undefined): unknown =>
  payload?.data === undefined ? '' : JSON.parse(Buffer.from(payload.data, 'base64').toString())
const summaryOf = ({ userMetadata }: HistoryEvent) => String(decoded(userMetadata?.summary))

function attributesOf(event: HistoryEvent): string {
  const fields = event.upsertWorkflowSearchAttributesEventAttributes?.searchAttributes.indexedFields ?? {}
  return Object.entries(fields)
    .filter(([name]) => name !== 'DueAt')
    .map(([name, value]) => `${name} ${String(decoded(value))}`)
    .join(', ')
}

function localActivityOf({ markerRecordedEventAttributes }: HistoryEvent): string {
  const data = decoded(markerRecordedEventAttributes?.details?.data?.payloads[0]) as { activity_type?: string }
  return data.activity_type ?? ''
}
