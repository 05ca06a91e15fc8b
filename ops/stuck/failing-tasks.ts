import type { WorkflowExecutionInfo } from '@temporalio/client'
import { firstLine, opsCommand, subjectOf, type StuckThing } from '../../domain/stuck'
import { atMost } from '../at-most'
import { whatTheyBlock } from './blocked'
import type { StuckPlace, StuckSource } from './source'

/** After a bad deployment everything fails for one reason: it is looked up for so many. */
const explainedAtMost = 100
const askedAtOnce = 8
const eventsLookedAt = 30

/**
 * Lifecycles whose code fails. Temporal marks them itself (`TemporalReportedProblems`, after 5 failures in a row, which takes
 * about a minute), so that one page is read however many are open.
 */
export const failingTasks: StuckSource = {
  name: 'failing workflow tasks',
  kinds: ['workflow_task_failing'],
  async find(place) {
    const { client, businessId } = place
    const query = `BusinessId = '${businessId}' AND ExecutionStatus = 'Running' AND TemporalReportedProblems IN ('category=WorkflowTaskFailed', 'category=WorkflowTaskTimedOut')`
    const marked: WorkflowExecutionInfo[] = []
    for await (const run of client.workflow.list({ query, pageSize: 1_000 })) marked.push(run)
    const faults = await atMost(askedAtOnce, marked.slice(0, explainedAtMost), (run) => faultOf(place, run))
    const blocks = await whatTheyBlock(
      place,
      marked.map(({ workflowId }) => subjectOf(workflowId)),
    )
    return marked.flatMap(({ workflowId }, index): StuckThing[] => {
      const fault = faults[index]
      // It has gone on since it was marked.
      if (fault === null) return []
      return [
        {
          kind: 'workflow_task_failing',
          subject: workflowId,
          reason: fault ? `its code fails: ${firstLine(fault.message)}` : 'its code fails, as that of the ones above',
          since: fault?.at ?? null,
          blocks: blocks(subjectOf(workflowId)),
          remedy: `${opsCommand('replay', workflowId)} says whether this code can go on with it: then deploy it, and the lifecycle goes on by itself. If no code can: ${opsCommand('reset', workflowId, '--to', 'last-good')}`,
        },
      ]
    })
  },
}

interface Fault {
  readonly message: string
  readonly at: Date | null
}

/** The last failure in its history, and since when no step has been finished. Null: its tasks do not fail any more. */
async function faultOf({ client }: StuckPlace, { workflowId, runId }: WorkflowExecutionInfo): Promise<Fault | null> {
  const { raw } = await client.workflow.getHandle(workflowId, runId).describe()
  if ((raw.pendingWorkflowTask?.attempt ?? 0) < 2) return null
  const { history } = await client.workflowService.getWorkflowExecutionHistoryReverse({
    namespace: client.options.namespace,
    execution: { workflowId, runId },
    maximumPageSize: eventsLookedAt,
  })
  let message: string | undefined
  let at: Date | null = null
  for (const event of history?.events ?? []) {
    if (event.workflowTaskCompletedEventAttributes) break
    at = new Date(Number(event.eventTime?.seconds) * 1000)
    message ??= event.workflowTaskFailedEventAttributes?.failure?.message ?? undefined
  }
  return { message: message ?? 'no worker finishes its task in time', at }
}
