import type { RequestHandler } from 'express'
import { rateLimit } from 'express-rate-limit'

/**
 * Only requests that have *failed* authentication are sent through this. A caller with the right credentials is never
 * counted and never refused: behind a proxy everybody may share one address, and a stranger who guesses there must not
 * be able to lock out a provider that brings money.
 */
export function createFailedAuthLimit({ perMinute }: { perMinute: number }, refuse: RequestHandler): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // We decide ourselves whether to trust X-Forwarded-For; the library would print about it.
    validate: { xForwardedForHeader: false },
    handler: refuse,
  })
}
