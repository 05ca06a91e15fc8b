import { DateTime } from 'luxon'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Refused } from '../commands/command'

/** With what a merchant asks Click's Merchant API. */
export interface ClickMerchant {
  readonly apiUrl: string
  readonly serviceId: string
  readonly merchantUserId: string
  readonly secretKey: string
}

/** Click's `payment_status`, or why it is not known. */
export type ClickSays = { readonly status: number } | { readonly unknown: string }

const answerMs = 10_000

/** The day of Click's clock, `2026-11-22`. `at` in Unix ms. */
export const clickDay = (at: number): string => DateTime.fromMillis(at, { zone: 'Asia/Tashkent' }).toISODate()!

/**
 * Asks Click how the payment of an account stands that was made on a day of its clock (click.md 2.7). Throws
 * {@link Refused} when Click does not let us in.
 */
export async function askClick(
  merchant: ClickMerchant,
  { account, day }: { readonly account: string; readonly day: string },
): Promise<ClickSays> {
  const found = await get(merchant, ['payment', 'status_by_mti', merchant.serviceId, account, day])
  if ('unknown' in found || found.status !== undefined) return known(found)
  // The documented example of this answer has no status, only the table below it has.
  if (found.paymentId === undefined) return { unknown: 'Click answers with neither a status nor a number' }
  return known(await get(merchant, ['payment', 'status', merchant.serviceId, found.paymentId]))
}

type Found = { readonly status?: number; readonly paymentId?: string } | { readonly unknown: string }

const known = (found: Found): ClickSays => {
  if ('unknown' in found) return found
  return found.status === undefined ? { unknown: 'Click answers without a status' } : { status: found.status }
}

async function get(merchant: ClickMerchant, path: readonly string[]): Promise<Found> {
  const url = `${merchant.apiUrl}/${path.map(encodeURIComponent).join('/')}`
  const headers = { accept: 'application/json', auth: authOf(merchant, Date.now()) }
  let response: Response
  let text: string
  try {
    response = await fetch(url, { headers, signal: AbortSignal.timeout(answerMs), redirect: 'error' })
    text = await response.text()
  } catch (error) {
    return { unknown: `Click does not answer: ${error instanceof Error ? error.message : String(error)}` }
  }
  if (response.status === 401 || response.status === 403) {
    throw new Refused(
      `Click does not let us in (HTTP ${response.status}). Look at CLICK_MERCHANT_USER_ID, CLICK_SERVICE_ID and CLICK_SECRET_KEY, and whether this machine's address is allowed in its cabinet.`,
    )
  }
  if (!response.ok) return { unknown: `Click answers HTTP ${response.status}` }
  return readAnswer(text)
}

/** `merchant_user_id:sha1(timestamp + secret_key):timestamp`, the time in seconds. */
function authOf({ merchantUserId, secretKey }: ClickMerchant, now: number): string {
  const timestamp = String(Math.floor(now / 1000))
  const digest = createHash('sha1')
    .update(timestamp + secretKey)
    .digest('hex')
  return `${merchantUserId}:${digest}:${timestamp}`
}

const whole = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^-?\d{1,9}$/)
    .transform(Number),
])
const answerOf = z.object({ error_code: whole, error_note: z.string().catch(''), payment_status: whole.nullish() })
const longestNote = 100

/** Exported for its table of answers. */
export function readAnswer(text: string): Found {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    return { unknown: 'Click answers with something that is no JSON' }
  }
  const parsed = answerOf.safeParse(content)
  if (!parsed.success) return { unknown: 'Click answers in a form that we do not know' }
  const { error_code: code, error_note: note, payment_status: status } = parsed.data
  if (code !== 0) return { unknown: `Click answers error ${code} ${note.slice(0, longestNote)}`.trimEnd() }
  // A bigint, which a number of JavaScript would not hold.
  const paymentId = /"payment_id"\s*:\s*"?(\d{1,20})/.exec(text)?.[1]
  return {
    ...(typeof status === 'number' && { status }),
    ...(paymentId !== undefined && { paymentId }),
  }
}
