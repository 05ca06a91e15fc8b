import { isGrpcServiceError, type Client } from '@temporalio/client'
import { historyFromJSON } from '@temporalio/common/lib/proto-utils'
import type { temporal } from '@temporalio/proto'
import { readFile } from 'node:fs/promises'
import { Refused } from '../commands/command'

/** What Temporal wrote down of one run. */
export interface RecordedRun {
  readonly workflowId: string
  readonly runId: string
  readonly type: string
  readonly history: temporal.api.history.v1.IHistory
}

/** NOT_FOUND; INVALID_ARGUMENT for an id that no run can have. */
const saysNoSuchRun: readonly number[] = [5, 3]

/** Throws {@link Refused} when there is no such run: it never was, or it is older than the namespace keeps. */
export async function fetchRun(client: Client, workflowId: string, runId?: string): Promise<RecordedRun> {
  try {
    const handle = client.workflow.getHandle(workflowId, runId)
    const history = await handle.fetchHistory()
    return recordedRun(history, { workflowId, ...(runId && { runId }) })
  } catch (error) {
    if (!isGrpcServiceError(error) || !saysNoSuchRun.includes(error.code)) throw error
    const run = runId ? ` with the run ${runId}` : ''
    throw new Refused(`There is no workflow ${workflowId}${run} in the namespace ${client.options.namespace}.`)
  }
}

/**
 * A history as JSON, in the forms in which the Temporal UI and the CLI write it: enums as EVENT_TYPE_TIMER_STARTED or as
 * TimerStarted, the events alone or inside of `history`. Throws {@link Refused} for anything else.
 */
export async function readRun(file: string): Promise<RecordedRun> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Refused(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  })
  const events = eventsIn(parse(file, text))
  if (!events) throw new Refused(`${file} is not the history of a workflow: it has no events.`)
  if (!isEncoded(events[0])) {
    throw new Refused(
      `The payloads of ${file} are decoded, so it cannot be replayed: download it again without decoding.`,
    )
  }
  try {
    return recordedRun(historyFromJSON({ events }), { workflowId: file })
  } catch (error) {
    if (error instanceof Refused) throw error
    throw new Refused(
      `${file} is not the history of a workflow: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

function recordedRun(
  history: temporal.api.history.v1.IHistory,
  known: { readonly workflowId: string; readonly runId?: string },
): RecordedRun {
  const begun = history.events?.[0]?.workflowExecutionStartedEventAttributes
  const type = begun?.workflowType?.name
  if (!type) throw new Refused(`The history of ${known.workflowId} does not begin with the start of a workflow.`)
  return {
    workflowId: begun.workflowId || known.workflowId,
    runId: known.runId ?? begun.originalExecutionRunId ?? '',
    type,
    history,
  }
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Refused(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function eventsIn(json: unknown): readonly unknown[] | undefined {
  if (Array.isArray(json)) return json.length > 0 ? json : undefined
  if (!isRecord(json)) return undefined
  return eventsIn(json['events'] ?? json['history'])
}

/** Whether the arguments of the workflow are as Temporal keeps them: bytes with their encoding. */
function isEncoded(event: unknown): boolean {
  const started = isRecord(event) ? event['workflowExecutionStartedEventAttributes'] : undefined
  const input = isRecord(started) ? started['input'] : undefined
  if (input === undefined || input === null) return true
  const payloads = isRecord(input) ? input['payloads'] : undefined
  return Array.isArray(payloads) && payloads.every((payload) => isRecord(payload) && isRecord(payload['metadata']))
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
