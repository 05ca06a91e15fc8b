import { createHash, randomBytes } from 'node:crypto'
import type { BusinessId, BuyerId, OrderId } from '../../domain/ids'

/**
 * The order that a press of *Checkout* makes: 16 characters of `[a-z0-9]`, the same for every press of one drawn
 * screen, so that a second press starts nothing.
 */
export function orderIdOf(businessId: BusinessId, buyerId: BuyerId, draft: string): OrderId {
  const digest = createHash('sha256').update(`${businessId}/${buyerId}/${draft}`).digest('hex')
  return BigInt(`0x${digest}`).toString(36).padStart(16, '0').slice(-16)
}

/** Marks one drawn checkout screen; 8 characters that fit a button. */
export const newDraft = (): string => randomBytes(6).toString('base64url')
