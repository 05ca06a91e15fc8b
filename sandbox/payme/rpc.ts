import { sendTwice, type Answer, type BookedCall } from '../providers/exchange'
import type { SandboxSetup } from '../options'

export type PaymeMethod =
  | 'CheckPerformTransaction'
  | 'CreateTransaction'
  | 'PerformTransaction'
  | 'CancelTransaction'
  | 'CheckTransaction'
  | 'GetStatement'

export interface RpcError {
  readonly code: number
  readonly message: Readonly<Record<string, string>> | string
  readonly data?: string
}

/** What came of one call, after its repeat. */
export type RpcOutcome = { readonly call: BookedCall; readonly faults: readonly string[] } & (
  | { readonly kind: 'result'; readonly result: Record<string, unknown> }
  | { readonly kind: 'error'; readonly error: RpcError }
  /** No usable answer, or "try again" to the last attempt. */
  | { readonly kind: 'unknown' }
)

/** System error: the call is sent again. */
const tryAgain = -32400

let lastRpcId = 0

/**
 * Calls our Payme webhook as Payme does (payme.md 1.1, 1.6): text/json, Basic auth, no `jsonrpc` member, an integer
 * id, and everything twice. The answers must be the same byte for byte.
 */
export async function callMerchant(
  setup: SandboxSetup,
  { method, params, together, key }: { method: PaymeMethod; params: object; together?: boolean; key?: string },
): Promise<RpcOutcome> {
  const body = JSON.stringify({ method, params, id: ++lastRpcId })
  const exchanged = await sendTwice(
    {
      url: `${setup.apiUrl}/webhooks/payme/${encodeURIComponent(setup.businessId)}`,
      headers: {
        'content-type': 'text/json; charset=UTF-8',
        authorization: `Basic ${Buffer.from(`Paycom:${key ?? setup.payme.key}`).toString('base64')}`,
      },
      body,
      isTryAgain: (answer) => {
        const read = readAnswer(answer)
        return read === undefined || ('error' in read && read.error.code === tryAgain)
      },
      ...(together && { together }),
    },
    setup.timings,
  )
  const { first, second, answers } = exchanged
  const same = first.body === second.body && first.status === second.status
  const call: BookedCall = { method, at: setup.clock(), request: body, answers, same }
  const faults = answers.flatMap((answer) => transportFault(method, answer))
  if (!same) faults.push(`${method}: the repeated call was answered differently`)
  const read = readAnswer(first)
  if (!read || ('error' in read && read.error.code === tryAgain)) return { kind: 'unknown', call, faults }
  return 'error' in read
    ? { kind: 'error', error: read.error, call, faults }
    : { kind: 'result', result: read.result, call, faults: [...faults, ...shapeFaults(method, read.result)] }
}

function readAnswer(answer: Answer): { result: Record<string, unknown> } | { error: RpcError } | undefined {
  if (answer.status !== 200) return undefined
  try {
    const value = JSON.parse(answer.body) as { result?: unknown; error?: unknown }
    if (isRecord(value.error) && typeof value.error['code'] === 'number') return { error: value.error as never }
    return isRecord(value.result) ? { result: value.result } : undefined
  } catch {
    return undefined
  }
}

function transportFault(method: PaymeMethod, answer: Answer): string[] {
  if (answer.status === 200) return readAnswer(answer) ? [] : [`${method}: the answer is not JSON-RPC`]
  return [`${method}: ${answer.broken ?? `HTTP ${answer.status}, must always be 200`}`]
}

const expectedStates: Partial<Record<PaymeMethod, readonly number[]>> = {
  CreateTransaction: [1],
  PerformTransaction: [2],
  CancelTransaction: [-1, -2],
  CheckTransaction: [1, 2, -1, -2],
}
const times: Partial<Record<PaymeMethod, readonly string[]>> = {
  CreateTransaction: ['create_time'],
  PerformTransaction: ['perform_time'],
  CancelTransaction: ['cancel_time'],
  CheckTransaction: ['create_time', 'perform_time', 'cancel_time'],
}

/** Checks an answer against the table of payme.md 1.2. */
function shapeFaults(method: PaymeMethod, result: Record<string, unknown>): string[] {
  const faults: string[] = []
  if (method === 'CheckPerformTransaction') {
    if (result['allow'] !== true) faults.push('CheckPerformTransaction: allow must be true, or an error be answered')
    return faults
  }
  if (method === 'GetStatement') {
    if (!Array.isArray(result['transactions'])) faults.push('GetStatement: transactions must be an array')
    return faults
  }
  if (typeof result['transaction'] !== 'string') faults.push(`${method}: transaction must be a string`)
  if (!expectedStates[method]?.includes(Number(result['state']))) {
    faults.push(`${method}: state ${JSON.stringify(result['state'])} is not possible here`)
  }
  for (const name of times[method] ?? []) {
    const isTime = Number.isInteger(result[name]) && (result[name] === 0 || String(result[name]).length === 13)
    if (!isTime) faults.push(`${method}: ${name} must be 13-digit milliseconds`)
  }
  return faults
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
