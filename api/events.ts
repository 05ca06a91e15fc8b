import { setTimeout as pause } from 'node:timers/promises'
import { Router, type RequestHandler, type Response } from 'express'
import { z } from 'zod'
import { eventsAfter, feedStart, isOfAnotherFeed, readCursor, writeCursor, type FeedPlace } from '../db/event-feed'
import type { Db } from '../db/types'
import type { BusinessId } from '../domain/ids'
import { bearerOf, sameSecret, type EventReader } from './credentials'
import { createFailedAuthLimit } from './failed-auth-limit'
import { answerProblem, badRequest, problems, type Problem } from './problem'

export interface EventsDeps {
  readonly sql: Db
  readonly eventReaders: readonly EventReader[]
  readonly failedAuthPerMinute: number
  /** Aborted when the process stops: readers that wait are answered at once. */
  readonly stopping?: AbortSignal
}

/** Limits of a question; the contract page states them. */
export const eventsQueryLimits = { limit: 500, defaultLimit: 100, waitSeconds: 20 } as const
const pollMs = 500

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max))
const query = z.object({
  after: z.string().max(64).optional(),
  limit: wholeNumber(1, eventsQueryLimits.limit).default(eventsQueryLimits.defaultLimit),
  wait: wholeNumber(0, eventsQueryLimits.waitSeconds).default(0),
})

const cursorAhead: Problem = {
  status: 409,
  code: 'cursor_ahead',
  title: 'Cursor of another feed',
  detail: 'This cursor is of another feed: the shop was begun anew or restored. Read again from the beginning.',
}

/**
 * `GET /api/v1/events?after=<cursor>&limit=&wait=`: the facts of the business that the token belongs to, oldest first.
 * The page docs/contract.md is written for its readers.
 */
export function eventsApi(deps: EventsDeps): Router {
  const router = Router()
  const path = '/api/v1/events'
  const refuse: RequestHandler = (_req, res) => answerProblem(res, problems.tooManyFailures)
  const failures = createFailedAuthLimit({ perMinute: deps.failedAuthPerMinute }, refuse)

  router.get(path, async (req, res) => {
    const businessId = businessOf(req.get('authorization'))
    if (businessId === null) {
      res.set('www-authenticate', 'Bearer')
      return failures(req, res, () => answerProblem(res, problems.unauthorized))
    }
    const asked = query.safeParse(req.query)
    if (!asked.success) {
      const { limit, waitSeconds } = eventsQueryLimits
      const detail = `limit is 1 to ${limit}, wait is 0 to ${waitSeconds} seconds, after is a cursor of this feed.`
      return answerProblem(res, badRequest('bad_query', detail))
    }
    const { after: cursor, limit, wait } = asked.data
    const after = cursor === undefined ? feedStart : readCursor(cursor)
    if (!after) return answerProblem(res, badRequest('bad_cursor', 'Pass "next" of an earlier answer, or nothing.'))
    if (await isOfAnotherFeed(deps.sql, businessId, after)) return answerProblem(res, cursorAhead)

    const page = await nextPage({ businessId, after, limit, until: Date.now() + wait * 1000, res })
    if (!page) return
    res.set('cache-control', 'no-store').json({
      events: page.events,
      next: writeCursor(page.next),
      has_more: page.hasMore,
    })
  })
  router.all(path, (_req, res) => {
    res.set('allow', 'GET')
    answerProblem(res, problems.methodNotAllowed)
  })
  return router

  /** Compares with every token, so that the time tells nothing of which business came close. */
  function businessOf(authorization: string | undefined): BusinessId | null {
    const token = bearerOf(authorization)
    const matching = deps.eventReaders.filter((reader) => sameSecret(token, reader.token))
    return token === '' ? null : (matching[0]?.businessId ?? null)
  }

  /** The next events, waiting for the first of them until a moment; null when the reader has hung up. */
  async function nextPage({ businessId, after, limit, until, res }: Question) {
    const hungUp = new AbortController()
    res.once('close', () => hungUp.abort())
    while (!hungUp.signal.aborted) {
      const page = await eventsAfter(deps.sql, businessId, { after, limit })
      if (page.events.length > 0 || Date.now() + pollMs > until || deps.stopping?.aborted) return page
      await pause(pollMs, undefined, { signal: hungUp.signal }).catch(() => undefined)
    }
    return null
  }
}

interface Question {
  readonly businessId: BusinessId
  readonly after: FeedPlace
  readonly limit: number
  /** Unix ms. */
  readonly until: number
  readonly res: Response
}
