import {
  allHandlersFinished,
  CancellationScope,
  condition,
  defineUpdate,
  executeChild,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  sleep,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow'
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common'

/** What a run of ours asks of the engine, counted from its history. */
export interface Shape {
  readonly localActivities: number
  readonly updates: number
  readonly timers: number
  readonly activities: number
  readonly upserts: number
}

export interface FloorStart {
  readonly shape: Shape
  /** Run one after another. */
  readonly children: readonly Shape[]
}

/** Each is answered after one local activity, as every message about money is. */
export const step = defineUpdate('step')
/** Answered at once. */
export const bare = defineUpdate('bare')

const { opened, nothing } = proxyLocalActivities<FloorActivities>({ startToCloseTimeout: '10s' })
const { send } = proxyActivities<FloorActivities>({ taskQueue: 'telegram', startToCloseTimeout: '30s' })
const stage = defineSearchAttributeKey('OrderStage', SearchAttributeType.KEYWORD)

interface FloorActivities {
  opened(workflowId: string): Promise<void>
  nothing(): Promise<void>
  send(): Promise<void>
}

/** Asks of the engine what one of our runs asks, and does nothing: nobody could be faster in the same number of steps. */
export async function floor({ shape, children }: FloorStart): Promise<void> {
  let steps = 0
  let sent = 0
  setHandler(bare, () => undefined)
  setHandler(step, async () => {
    await nothing()
    steps++
  })
  for (let done = shape.updates + 1; done < shape.localActivities; done++) await nothing()
  if (shape.localActivities > shape.updates) await opened(workflowInfo().workflowId)
  for (let count = 0; count < shape.upserts; count++) upsertSearchAttributes([{ key: stage, value: `${count}` }])
  const timers = new CancellationScope()
  for (let count = 0; count < shape.timers; count++) void timers.run(() => sleep('1 hour')).catch(() => undefined)
  const sending = async () => {
    for (; sent < shape.activities; sent++) await send()
  }
  void sending()
  for (const [index, child] of children.entries()) {
    const start: FloorStart = { shape: child, children: [] }
    await executeChild(floor, { workflowId: `${workflowInfo().workflowId}/${index}`, args: [start] })
  }
  await condition(() => steps === shape.updates && sent === shape.activities && allHandlersFinished())
}
