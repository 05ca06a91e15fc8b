import { WorkflowNotFoundError, type Client } from '@temporalio/client'
import { temporal } from '@temporalio/proto'
import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { consequencesOf, type Child, type Consequences } from '../reset/consequences'
import { chosenPoint, lastGoodPoint, replaysTo } from '../reset/reset-point'
import { fetchRun, type RecordedRun } from '../replay/recorded-run'
import { workflowsOfToday, type WorkflowCode } from '../replay/replaying'
import { Misused, opsExit, Refused, type OpsCommand } from './command'
import { deedOptions, doOrTell } from './deed'

const { ResetReapplyType } = temporal.api.enums.v1
const { ResetWorkflowExecutionRequest } = temporal.api.workflowservice.v1
const lastGood = 'last-good'

/** Takes a workflow back to the last point that the code of this checkout replays. */
export const reset = resetCommand(workflowsOfToday)

export function resetCommand(codeOf: () => Promise<WorkflowCode>): OpsCommand {
  return {
    usage: [`reset <workflowId> --to ${lastGood} | <eventId> [--apply --by <name> --why <reason>]`],
    does: 'takes a workflow whose steps fail back to where this code can go on from; its messages are kept',
    async run({ args, place, say }) {
      const { values, positionals } = parseArgs({
        args: [...args],
        allowPositionals: true,
        options: { ...deedOptions, to: { type: 'string' } },
      })
      const [workflowId, ...more] = positionals
      if (workflowId === undefined || more.length > 0) throw new Misused('reset takes one workflow.')
      const to = values.to ?? ''
      if (to !== lastGood && !/^[1-9]\d*$/.test(to)) throw new Misused(`--to is ${lastGood} or the number of an event.`)
      const { client } = place
      const runId = await lastRunOf(client, workflowId)
      const run = { ...(await fetchRun(client, workflowId, runId)), runId }
      const code = await codeOf()
      const point = to === lastGood ? await lastGoodPoint(code, run) : chosenPoint(run, Number(to))
      if (!(await replaysTo(code, run, point.eventId))) {
        throw new Refused(
          `This code does not replay ${workflowId} up to event ${point.eventId}. Go back further: --to ${lastGood} finds how far.`,
        )
      }
      const consequences = consequencesOf(run.history, point.eventId)
      const newRun = await doOrTell({ place, say }, values, {
        action: 'reset',
        target: workflowId,
        details: { runId, eventId: point.eventId },
        plan: inWords(run, point, consequences),
        act: () => goBack(client, run, point.eventId, consequences.children),
      })
      if (newRun !== undefined) say(`${workflowId} goes on as run ${newRun}.`)
      return opsExit.done
    },
  }
}

/** Throws {@link Refused} for what has ended as it should. */
async function lastRunOf(client: Client, workflowId: string): Promise<string> {
  try {
    const { status, runId } = await client.workflow.getHandle(workflowId).describe()
    if (status.name === 'COMPLETED' || status.name === 'CANCELLED') {
      throw new Refused(
        `${workflowId} has ended by itself, and what it did stands in the book: there is nothing to reset.`,
      )
    }
    return runId
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error
    throw new Refused(`There is no workflow ${workflowId} in the namespace ${client.options.namespace}.`)
  }
}

function inWords(run: RecordedRun, { eventId, why }: { eventId: number; why: string }, done: Consequences): string[] {
  const steps = Object.entries(done.steps).map(([name, times]) => (times > 1 ? `${name} ${times} times` : name))
  return [
    `${run.workflowId}, run ${run.runId}, would go back to event ${eventId}: ${why}`,
    steps.length > 0
      ? `Done anew: ${steps.join(', ')}. The book knows what was done, and does nothing twice.`
      : 'Nothing that was done since is done anew.',
    ...(done.timers > 0 ? [`Timers set since are set anew: ${done.timers}.`] : []),
    ...(done.messages > 0 ? [`Signals and updates that came since are given to it again: ${done.messages}.`] : []),
    ...done.children.map(
      ({ workflowId }) => `${workflowId} was started since: it is ended, started anew and reads the book.`,
    ),
    ...done.independent.map(({ workflowId }) => `${workflowId} goes on by itself and is found again.`),
  ]
}

/** Answers the run that goes on. */
async function goBack(
  client: Client,
  { workflowId, runId }: RecordedRun,
  eventId: number,
  children: readonly Child[],
): Promise<string> {
  // Why is written down in our own book: histories hold nothing that people have typed.
  const reason = 'reset by an operator, see npm run ops -- actions'
  // The new run would meet them under the ids that it wants to give, and wait for their end.
  for (const child of children) {
    try {
      await client.workflow.getHandle(child.workflowId, child.runId).terminate(`its parent was ${reason}`)
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error
    }
  }
  const request = ResetWorkflowExecutionRequest.fromObject({
    namespace: client.options.namespace,
    workflowExecution: { workflowId, runId },
    reason,
    workflowTaskFinishEventId: eventId,
    requestId: randomUUID(),
    // No signal and no update is left out: money may have come with one.
    resetReapplyType: ResetReapplyType.RESET_REAPPLY_TYPE_ALL_ELIGIBLE,
  })
  return (await client.workflowService.resetWorkflowExecution(request)).runId
}
