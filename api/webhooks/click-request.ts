import { createHash, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

export type ClickStep = 'prepare' | 'complete'

/** `action` of each address (click.md 2.1). */
export const actionOf: Readonly<Record<ClickStep, '0' | '1'>> = { prepare: '0', complete: '1' }

// Numbers of Click are bigints: kept and hashed as the digits that came, and only then read.
const bigNumber = z
  .string()
  .regex(/^(0|[1-9]\d{0,18})$/)
  .refine((digits) => BigInt(digits) < 1n << 63n)
const text = (max: number) => z.string().min(1).max(max)

const prepareForm = z.object({
  click_trans_id: bigNumber,
  service_id: text(20),
  click_paydoc_id: bigNumber,
  merchant_trans_id: text(255),
  merchant_prepare_id: z.string().max(64).optional(),
  amount: text(32),
  action: text(20),
  error: z.string().regex(/^-?\d{1,9}$/),
  error_note: z.string().max(1_000).optional(),
  // Exactly this form: the parts of a signature are joined without separators, and a fixed length at its end keeps
  // `action` from being read out of the digits around it.
  sign_time: z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/),
  sign_string: text(64),
})
// Whoever never heard our answer to a Prepare can take it back, and can confirm nothing.
const completeForm = prepareForm.refine((form) => form.merchant_prepare_id || isCancellation(form))

export type ClickRequest = z.infer<typeof prepareForm>

export const isCancellation = ({ error }: Pick<ClickRequest, 'error'>) => Number(error) < 0

/** The fields of a form-encoded body; null when one is missing, twice there or malformed (-8). */
export function readClickRequest(step: ClickStep, body: string): ClickRequest | null {
  const fields = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(body)) {
    if (fields.has(name)) return null
    fields.set(name, value)
  }
  const parsed = (step === 'prepare' ? prepareForm : completeForm).safeParse(Object.fromEntries(fields))
  return parsed.success ? parsed.data : null
}

/**
 * md5 of the strings as received, joined (click.md 2.2); `merchant_prepare_id` is part of a Complete's only. It does
 * not cover `error` and `error_note`: see the way a negative `error` is treated.
 */
export function clickSignature(request: ClickRequest, secretKey: string, step: ClickStep): string {
  const parts = [
    request.click_trans_id,
    request.service_id,
    secretKey,
    request.merchant_trans_id,
    step === 'complete' ? (request.merchant_prepare_id ?? '') : '',
    request.amount,
    request.action,
    request.sign_time,
  ]
  return createHash('md5').update(parts.join(''), 'utf8').digest('hex')
}

/** Whether Click signed this, for our service, in the form of `step`. Constant time. */
export function isSigned(
  request: ClickRequest,
  { serviceId, secretKey }: { serviceId: string; secretKey: string },
  step: ClickStep,
): boolean {
  const expected = Buffer.from(clickSignature(request, secretKey, step), 'utf8')
  const given = Buffer.from(request.sign_string, 'utf8')
  return given.length === expected.length && timingSafeEqual(given, expected) && request.service_id === serviceId
}
