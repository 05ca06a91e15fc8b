import { runMassExpiry } from '../../bench/mass-expiry-run'
import { freshDatabase } from '../setup/database'
import { bundledWorkflows, devServer } from '../setup/temporal'

test('200 subscriptions that end together are removed and told at the permitted rate, and people buy meanwhile', async () => {
  const database = await freshDatabase()
  const temporal = await devServer()
  try {
    const { sql } = database
    const figures = await runMassExpiry(200, { sql, ...temporal, workflows: bundledWorkflows(), spread: false })
    process.stderr.write(`${JSON.stringify(figures)}\n`)
    expect(figures).toMatchObject({ subscriptions: 200, refusedForRate: 0 })
    // 200 removals and 200 messages, 28 a second.
    expect(figures.lastToldSeconds).toBeGreaterThan(9)
    const [told] = await sql`
      SELECT count(*)::int AS messages, count(DISTINCT chat_id)::int AS people FROM outbound_messages WHERE dedupe_key LIKE '%/ended/%'`
    expect(told).toEqual({ messages: 200, people: 200 })
    expect(figures.purchases.map(({ refusals }) => refusals)).toEqual([0, 0, 0])
  } finally {
    await temporal.close()
    await database.drop()
  }
}, 180_000)
