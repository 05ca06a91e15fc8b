import { createHash, timingSafeEqual } from 'node:crypto'
import { idPattern, type BusinessId } from '../domain/ids'

/** What one business agreed with its payment providers. A provider that is absent is not taken by the business. */
export interface ProviderCredentials {
  readonly payme?: { readonly key: string }
  readonly click?: { readonly serviceId: string; readonly secretKey: string }
}

/** The credentials of a business; null when there is no such business. Locally there is one business, from the env. */
export type CredentialsOf = (businessId: BusinessId) => ProviderCredentials | null | Promise<ProviderCredentials | null>

/** The business that a path names; null for what can be no id of ours, which is then neither looked up nor logged. */
export const businessIdIn = (param: unknown): BusinessId | null =>
  typeof param === 'string' && idPattern.test(param) ? param : null

/** A program that may read the events of one business, and the token it shows. */
export interface EventReader {
  readonly businessId: BusinessId
  readonly token: string
}

/** What an `Authorization` header shows as a bearer token; empty for whatever else it is. */
export const bearerOf = (authorization = ''): string => /^Bearer ([\x21-\x7e]{1,512})$/i.exec(authorization)?.[1] ?? ''

/** Compares whole secrets in a time that tells neither their length nor where they differ. */
export function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest()
  return timingSafeEqual(digest(given), digest(expected))
}
