import { IllegalStateError } from '@temporalio/common'
import { DefaultLogger, Runtime, Worker, type ReplayWorkerOptions } from '@temporalio/worker'
import * as workflows from '../../workflows'
import { builtWorkflows } from '../built-workflows'
import { bundleWorkflows } from '../workflow-bundle'
import type { RecordedRun } from './recorded-run'

/** The code that is replayed against. */
export interface WorkflowCode {
  readonly workflowBundle: NonNullable<ReplayWorkerOptions['workflowBundle']>
  readonly types: readonly string[]
}

export interface Replayed {
  readonly run: RecordedRun
  /** Why it does not replay, in one line; undefined when it does. */
  readonly mismatch: string | undefined
}

/** The workflows of this checkout, or of this image. Bundling takes some seconds. */
export async function workflowsOfToday(): Promise<WorkflowCode> {
  const { workflowBundle } = builtWorkflows() ?? { workflowBundle: await bundleWorkflows({ logLevel: 'ERROR' }) }
  return { workflowBundle, types: Object.keys(workflows) }
}

/**
 * Replays runs, `atOnce` of them side by side, and answers each as soon as it is known. A run is asked for only when a
 * replayer is free, so no more than `atOnce` histories are in memory.
 */
export async function replayRuns(
  code: WorkflowCode,
  nextRun: () => Promise<RecordedRun | undefined>,
  { atOnce = 1, onReplayed }: { readonly atOnce?: number; readonly onReplayed: (replayed: Replayed) => void },
): Promise<void> {
  quietly()
  let failed = false
  const replayer = async () => {
    let run: RecordedRun | undefined
    async function* histories() {
      while (!failed && (run = await nextRun())) {
        // Replaying would not notice, as long as no step of it was ever taken.
        if (code.types.includes(run.type)) yield run
        else onReplayed({ run, mismatch: `This code knows no workflow type ${run.type}.` })
      }
    }
    try {
      for await (const { error } of Worker.runReplayHistories({ workflowBundle: code.workflowBundle }, histories())) {
        if (run) onReplayed({ run, mismatch: error && reasonOf(error) })
      }
    } catch (error) {
      failed = true
      throw error
    }
  }
  await Promise.all(Array.from({ length: atOnce }, replayer))
}

/** Why a run does not replay; undefined when it does. */
export async function mismatchOf(code: WorkflowCode, run: RecordedRun): Promise<string | undefined> {
  let mismatch: string | undefined
  const runs = [run]
  await replayRuns(code, () => Promise.resolve(runs.shift()), {
    onReplayed: (replayed) => {
      mismatch = replayed.mismatch
    },
  })
  return mismatch
}

/** What the SDK has wrapped into what it says of every replay that fails. */
function reasonOf({ message }: Error): string {
  const [, told] = /message: "((?:[^"\\]|\\.)*)"/.exec(message) ?? []
  const [line = ''] = (told ?? message).split(/\n|\\n/)
  return line
}

/** A mismatch is ours to tell: the SDK would log each one at length. Whoever has set up the runtime before has chosen. */
function quietly(): void {
  try {
    const logger = new DefaultLogger('ERROR', () => undefined)
    Runtime.install({ logger, telemetryOptions: { logging: { forward: {}, filter: 'ERROR' } } })
  } catch (error) {
    if (!(error instanceof IllegalStateError)) throw error
  }
}
