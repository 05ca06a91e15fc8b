import { createHash, randomBytes } from 'node:crypto'
import type { BusinessId, BuyerId } from '../../domain/ids'

/**
 * The order or subscription that a press of *Checkout* or *Subscribe* makes: 16 characters of `[a-z0-9]`, the same for every press of one drawn
 * screen, so that a second press starts nothing.
 */
export function idOfDraft(businessId: BusinessId, buyerId: BuyerId, draft: string): string {
  const digest = createHash('sha256').update(`${businessId}/${buyerId}/${draft}`).digest('hex')
  return BigInt(`0x${digest}`).toString(36).padStart(16, '0').slice(-16)
}

/** Marks one drawn screen that sells something; 8 characters that fit a button. */
export const newDraft = (): string => randomBytes(6).toString('base64url')
