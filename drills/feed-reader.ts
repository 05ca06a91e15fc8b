import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'

const pageSchema = z.object({
  events: z.array(z.object({ event_id: z.string() })),
  next: z.string(),
  has_more: z.boolean(),
})

export interface FeedReader {
  /** What was read, in order. */
  readonly events: readonly string[]
  /** Reads on to the end of the feed, then no more. */
  finish(): Promise<void>
}

/** Follows the event feed through whichever copy of the api answers, as the owner's bot does. */
export function followFeed(apiUrls: readonly string[], token: string): FeedReader {
  const events: string[] = []
  let cursor: string | undefined
  let finishing = false
  let turn = 0

  const readPage = async (): Promise<boolean> => {
    const url = new URL('/api/v1/events?limit=500', apiUrls[turn++ % apiUrls.length])
    if (cursor !== undefined) url.searchParams.set('after', cursor)
    const headers = { authorization: `Bearer ${token}` }
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(5_000) }).catch(() => undefined)
    if (!response?.ok) {
      await response?.body?.cancel()
      await pause(500)
      return true
    }
    const page = pageSchema.parse(await response.json())
    events.push(...page.events.map(({ event_id: id }) => id))
    cursor = page.next
    return page.has_more || page.events.length > 0
  }
  const reading = (async () => {
    for (;;) {
      // What was begun before the end was asked for does not count as having looked.
      const last = finishing
      const more = await readPage()
      if (!more && last) return
      if (!more) await pause(500)
    }
  })()
  return {
    events,
    async finish() {
      finishing = true
      await reading
    },
  }
}
