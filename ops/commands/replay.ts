import { temporal } from '@temporalio/proto'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { ourBuild } from '../deployments/pollers'
import { fetchRun, readRun, type RecordedRun } from '../replay/recorded-run'
import { mismatchOf, replayRuns, workflowsOfToday, type WorkflowCode } from '../replay/replaying'
import { Misused, opsExit, Refused, type OpsCall, type OpsCommand } from './command'
import { showProgress, type ProgressOutput } from './progress'

const { VersioningBehavior } = temporal.api.enums.v1
const openWorkflows = 'ExecutionStatus = "Running"'
const mostAtOnce = 32

const remedies = {
  keep: (buildId: string) => `It stays on build ${buildId}: keep the workers of that build until it has ended.`,
  change: 'Put the change behind patched(), or deploy it under a new BUILD_ID: docs/runbooks/deploy.md',
} as const

interface Ways {
  readonly code: () => Promise<WorkflowCode>
  readonly progress: ProgressOutput
}

/** Replays what was recorded against the workflows of this checkout. */
export const replay = replayCommand({ code: workflowsOfToday, progress: process.stderr })

export function replayCommand(ways: Ways): OpsCommand {
  return {
    usage: ['replay <workflowId> [--run <runId>]', 'replay --all-open [--at-once <n>]', 'replay <file.json>'],
    does: 'replays a history, every open workflow, or a file from the Temporal UI against this code; exit code 1: one does not replay',
    async run(call) {
      const { values, positionals } = parseArgs({
        args: [...call.args],
        allowPositionals: true,
        options: { 'all-open': { type: 'boolean' }, 'at-once': { type: 'string' }, run: { type: 'string' } },
      })
      const [target, ...more] = positionals
      if (more.length > 0 || (target === undefined) !== (values['all-open'] === true)) {
        throw new Misused('replay takes one workflow, one file, or --all-open.')
      }
      if (target === undefined) return replayAllOpen(call, ways, atOnceOf(values['at-once']))
      const isFile = target.endsWith('.json')
      const run = isFile ? await readRun(target) : await fetchRun(call.place.client, target, values.run)
      return replayOne(call, ways, run)
    },
  }
}

async function replayOne({ say }: OpsCall, { code }: Ways, run: RecordedRun): Promise<number> {
  const mismatch = await mismatchOf(await code(), run)
  const events = run.history.events?.length ?? 0
  if (mismatch === undefined) {
    say(`${run.workflowId} replays on this code: ${events} events of ${run.type}, run ${run.runId}.`)
    return opsExit.done
  }
  for (const line of inWords(run, mismatch, remedies.change)) say(line)
  return opsExit.left
}

/**
 * What is open is listed page by page while it is replayed. A run that stays on its build never meets this code; where it
 * does not replay, it is named and does not count.
 */
async function replayAllOpen({ place, say }: OpsCall, ways: Ways, atOnce: number): Promise<number> {
  const { client } = place
  const begunAt = Date.now()
  const code = await ways.code()
  const progress = showProgress(ways.progress, 'open workflows', (await client.workflow.count(openWorkflows)).count)
  const staysOn = new Map<string, string>()
  let replayed = 0
  let mismatches = 0
  let kept = 0

  const listed = client.workflow.list({ query: openWorkflows })[Symbol.asyncIterator]()
  const nextRun = async (): Promise<RecordedRun | undefined> => {
    for (;;) {
      const { done, value } = await listed.next()
      if (done) return undefined
      const { workflowId, runId } = value
      const buildId = pinnedTo(value.raw.versioningInfo)
      try {
        const run = await fetchRun(client, workflowId, runId)
        if (buildId !== undefined) staysOn.set(runId, buildId)
        return { ...run, runId }
      } catch (error) {
        // It was deleted since it was listed.
        if (!(error instanceof Refused)) throw error
      }
    }
  }
  await replayRuns(code, nextRun, {
    atOnce,
    onReplayed({ run, mismatch }) {
      progress.at(++replayed)
      const buildId = staysOn.get(run.runId)
      staysOn.delete(run.runId)
      if (mismatch === undefined) return
      if (buildId === undefined) mismatches++
      else kept++
      progress.pause()
      for (const line of inWords(run, mismatch, buildId ? remedies.keep(buildId) : remedies.change)) say(line)
    },
  })
  progress.end()
  const seconds = Math.round((Date.now() - begunAt) / 1_000)
  const others = kept > 0 ? `; ${kept} more stay on their build` : ''
  say(`${replayed} open workflows replayed in ${seconds} s, ${mismatches} do not replay on this code${others}.`)
  return mismatches > 0 ? opsExit.left : opsExit.done
}

const inWords = ({ workflowId, runId, type }: RecordedRun, mismatch: string, remedy: string) => [
  `${workflowId}  run ${runId}  ${type}  DOES NOT REPLAY`,
  `    ${mismatch}`,
  `    ${remedy}`,
]

function pinnedTo(info: temporal.api.workflow.v1.IWorkflowExecutionVersioningInfo | null | undefined) {
  const override = ourBuild(info?.versioningOverride?.pinned?.version)
  if (override !== undefined) return override
  const isPinned = info?.behavior === VersioningBehavior.VERSIONING_BEHAVIOR_PINNED
  return isPinned ? ourBuild(info?.deploymentVersion) : undefined
}

/** Replaying costs processor, fetching waits for Temporal: one more than there are processors keeps all of them busy. */
function atOnceOf(text: string | undefined): number {
  if (text === undefined) return Math.min(mostAtOnce, availableParallelism() + 1)
  const atOnce = Number(text)
  if (!Number.isInteger(atOnce) || atOnce < 1 || atOnce > mostAtOnce) {
    throw new Misused(`--at-once is a number from 1 to ${mostAtOnce}.`)
  }
  return atOnce
}
