import { sendTwice, type Answer, type BookedCall } from '../providers/exchange'
import type { SandboxSetup } from '../options'
import { clickSign, clickTime } from './sign'

export interface ClickRequest {
  readonly action: '0' | '1'
  readonly clickTransId: string
  readonly paydocId: string
  readonly merchantTransId: string
  readonly merchantPrepareId?: string
  readonly amount: string
  /** 0, or the provider's reason to cancel. */
  readonly error: number
  readonly errorNote: string
  readonly together?: boolean
  /** Another key than the agreed one, for a bad signature. */
  readonly secretKey?: string
}

export interface ClickAnswer {
  /** `undefined` when no usable answer came. */
  readonly error: number | undefined
  readonly note: string
  readonly prepareId: string | undefined
  readonly confirmId: string | undefined
  /** The `error` of the repeated call. */
  readonly repeated: number | undefined
  readonly call: BookedCall
  readonly faults: readonly string[]
}

/** Errors after which Click asks again: our own trouble, and requests that we say we could not read. */
const tryAgainErrors = new Set([-7, -8])

/** Calls our Click webhook as Click does (click.md 2.1-2.4): urlencoded, MD5-signed, and everything twice. */
export async function callShop(setup: SandboxSetup, request: ClickRequest): Promise<ClickAnswer> {
  const method = request.action === '0' ? 'prepare' : 'complete'
  const body = new URLSearchParams(fields(setup, request)).toString()
  const { first, second, answers } = await sendTwice(
    {
      url: `${setup.apiUrl}/webhooks/click/${encodeURIComponent(setup.businessId)}/${method}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
      isTryAgain: (answer) => {
        const error = errorOf(answer)
        return error === undefined || tryAgainErrors.has(error)
      },
      ...(request.together && { together: true }),
    },
    setup.timings,
  )
  const call: BookedCall = {
    method: request.action === '0' ? 'Prepare' : 'Complete',
    at: setup.clock(),
    request: body,
    answers,
    same: first.body === second.body && first.status === second.status,
  }
  // Of two calls sent at once either may be the one that is told "already paid".
  const [counted, repeat] = request.together && errorOf(first) === -4 ? [second, first] : [first, second]
  return {
    error: errorOf(counted),
    note: text(counted, 'error_note') ?? '',
    prepareId: digits(counted, 'merchant_prepare_id'),
    confirmId: digits(counted, 'merchant_confirm_id'),
    repeated: errorOf(repeat),
    call,
    faults: answers.flatMap((answer) => answerFaults(call.method, answer, request)),
  }
}

function fields(setup: SandboxSetup, request: ClickRequest): Record<string, string> {
  const { serviceId, secretKey } = setup.click
  const signTime = clickTime(setup.clock())
  const { action, clickTransId, paydocId, merchantTransId, merchantPrepareId, amount } = request
  const signed = { clickTransId, serviceId, merchantTransId, amount, action, signTime }
  return {
    click_trans_id: clickTransId,
    service_id: serviceId,
    click_paydoc_id: paydocId,
    merchant_trans_id: merchantTransId,
    ...(action === '1' && { merchant_prepare_id: merchantPrepareId ?? '' }),
    amount,
    action,
    error: String(request.error),
    error_note: request.errorNote,
    sign_time: signTime,
    sign_string: clickSign(
      action === '1' ? { ...signed, merchantPrepareId: merchantPrepareId ?? '' } : signed,
      request.secretKey ?? secretKey,
    ),
  }
}

function answerFaults(method: string, answer: Answer, request: ClickRequest): string[] {
  if (answer.status !== 200) return [`${method}: ${answer.broken ?? `HTTP ${answer.status}`}`]
  const error = errorOf(answer)
  if (error === undefined) return [`${method}: the answer has no whole-numbered "error"`]
  const faults: string[] = []
  // Refusals of requests we could not even attribute need not echo anything.
  if (error >= 0 || error === -4 || error === -9) {
    const echoed = digits(answer, 'click_trans_id')
    if (echoed !== request.clickTransId) {
      faults.push(`${method}: click_trans_id came back as ${echoed ?? 'nothing'}, sent ${request.clickTransId}`)
    }
    if (text(answer, 'merchant_trans_id') !== request.merchantTransId) {
      faults.push(`${method}: merchant_trans_id was not echoed`)
    }
  }
  if (error === 0 && request.action === '0' && digits(answer, 'merchant_prepare_id') === undefined) {
    faults.push('Prepare: merchant_prepare_id is missing')
  }
  return faults
}

function errorOf(answer: Answer): number | undefined {
  if (answer.status !== 200) return undefined
  const error = digits(answer, 'error')
  return error === undefined ? undefined : Number(error)
}

/**
 * A whole number of the answer as it is written there. JSON.parse would round a bigint, and then a merchant that
 * rounds it too would look right.
 */
function digits(answer: Answer, name: string): string | undefined {
  if (!isJson(answer.body)) return undefined
  return new RegExp(`"${name}"\\s*:\\s*"?(-?\\d+)"?\\s*[,}]`).exec(answer.body)?.[1]
}

function text(answer: Answer, name: string): string | undefined {
  try {
    const value: unknown = (JSON.parse(answer.body) as Record<string, unknown>)[name]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
  } catch {
    return undefined
  }
}

function isJson(body: string): boolean {
  try {
    JSON.parse(body)
    return true
  } catch {
    return false
  }
}
