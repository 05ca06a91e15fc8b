import { setTimeout as pause } from 'node:timers/promises'
import type { Db } from '../../db/types'

/**
 * Waits until everything told so far can be read. The line below which readers read is that of the whole Postgres
 * server, so an open transaction of another test file holds it back for a moment.
 */
export async function untilReadable(sql: Db): Promise<void> {
  const giveUp = Date.now() + 20_000
  for (;;) {
    const [row] = await sql<{ readable: boolean }[]>`
      SELECT coalesce(max(tx), '0'::xid8) < pg_snapshot_xmin(pg_current_snapshot()) AS readable FROM business_events`
    if (row?.readable) return
    if (Date.now() > giveUp) throw new Error('a transaction has been open for 20 s')
    await pause(20)
  }
}
