import { idPattern, type BusinessId } from '../../domain/ids'
import { openStages, orderStages, type OrderStage } from '../../domain/order-states'

/**
 * What the owner-bot asks of Temporal. A `Client` over a lazy connection is one: the connection comes back by itself
 * after Temporal was away.
 */
export interface VisibilityClient {
  readonly workflow: { count(query: string): Promise<{ count: number }> }
  readonly connection: { withDeadline<T>(deadline: number | Date, work: () => Promise<T>): Promise<T> }
  readonly workflowService: {
    describeNamespace(request: { namespace: string }): Promise<{
      config?: { workflowExecutionRetentionTtl?: { seconds?: { toString(): string } | null } | null } | null
    }>
  }
}

export type StageCounts = Readonly<Record<OrderStage, number>>

/** Stages that end an order. Their runs are counted as long as Temporal keeps them, at most this far back. */
export const endedStages: readonly OrderStage[] = orderStages.filter((stage) => !openStages.includes(stage))
const longestWindowMs = 30 * 86_400_000

/** How long Temporal may take for all counts of one funnel, ms. */
const answerWithinMs = 4_000

/**
 * The query that counts the orders of one stage. Of open stages the running runs: a run that was terminated by hand
 * is no open order, whatever its attribute says. Of ended stages every run started after `from`.
 */
export function stageQuery(businessId: BusinessId, stage: OrderStage, from: Date): string {
  const ended = endedStages.includes(stage)
  const which = ended ? `StartTime > '${from.toISOString()}'` : `ExecutionStatus = 'Running'`
  return `${ordersOf(businessId)} AND OrderStage = '${stage}' AND ${which}`
}

/** Runs that late money began anew out of `stage`: the earlier run of the same order still shows that stage. */
export const revivedQuery = (businessId: BusinessId, stage: OrderStage, from: Date): string =>
  `${ordersOf(businessId)} AND RevivedFrom = '${stage}' AND StartTime > '${from.toISOString()}'`

function ordersOf(businessId: BusinessId): string {
  // The query language has no parameters, so nothing that could end the quotes may come in.
  if (!idPattern.test(businessId)) throw new Error(`not a business id: ${businessId}`)
  return `WorkflowType = 'order' AND BusinessId = '${businessId}'`
}

export interface StageCounter {
  /** How far back ended orders are counted, ms: 30 days, or what the namespace keeps if that is less. */
  window(): Promise<number>
  /** Orders by stage now, ended ones started after `from`. Throws when Temporal does not answer in 4 s. */
  count(from: Date): Promise<StageCounts>
}

export function createStageCounter(
  client: VisibilityClient,
  { businessId, namespace }: { readonly businessId: BusinessId; readonly namespace: string },
): StageCounter {
  let known: number | null = null
  const within = <T>(work: () => Promise<T>) => client.connection.withDeadline(Date.now() + answerWithinMs, work)

  async function counted(query: string): Promise<number> {
    return (await client.workflow.count(query)).count
  }

  async function countStage(stage: OrderStage, from: Date): Promise<number> {
    if (!endedStages.includes(stage)) return counted(stageQuery(businessId, stage, from))
    const [all, revived] = await Promise.all([
      counted(stageQuery(businessId, stage, from)),
      counted(revivedQuery(businessId, stage, from)),
    ])
    // Below zero only when a revived run's first run has just left the window.
    return Math.max(0, all - revived)
  }

  return {
    async window() {
      if (known !== null) return known
      const { config } = await within(() => client.workflowService.describeNamespace({ namespace }))
      const seconds = Number(config?.workflowExecutionRetentionTtl?.seconds?.toString() ?? 0)
      known = seconds > 0 ? Math.min(longestWindowMs, seconds * 1000) : longestWindowMs
      return known
    },
    count: (from) =>
      within(async () => {
        const counts = await Promise.all(
          orderStages.map(async (stage) => [stage, await countStage(stage, from)] as const),
        )
        return Object.fromEntries(counts) as Record<OrderStage, number>
      }),
  }
}

export { longestWindowMs }
