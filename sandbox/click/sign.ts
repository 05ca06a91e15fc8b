import { createHash } from 'node:crypto'

/** The strings that Click signs, exactly as they are sent (click.md 2.2). */
export interface ClickSigned {
  readonly clickTransId: string
  readonly serviceId: string
  readonly merchantTransId: string
  /** Complete only. */
  readonly merchantPrepareId?: string
  readonly amount: string
  readonly action: '0' | '1'
  readonly signTime: string
}

/** MD5 of the plain concatenation, lower-case hex. */
export function clickSign(signed: ClickSigned, secretKey: string): string {
  const { clickTransId, serviceId, merchantTransId, merchantPrepareId = '', amount, action, signTime } = signed
  return createHash('md5')
    .update(clickTransId + serviceId + secretKey + merchantTransId + merchantPrepareId + amount + action + signTime)
    .digest('hex')
}

/** `YYYY-MM-DD HH:mm:ss` in Tashkent, where Click keeps its clock. */
export function clickTime(now: number): string {
  return new Date(now + tashkentOffsetMs).toISOString().slice(0, 19).replace('T', ' ')
}

const tashkentOffsetMs = 5 * 3_600_000
