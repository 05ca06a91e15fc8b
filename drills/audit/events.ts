import type { Evidence, Finding } from './evidence'

/** Every fact was told once: to the reader who followed the feed all the time, and of each thing that happened. */
export async function auditEvents({ sql, seen }: Evidence): Promise<Finding[]> {
  const stored = await sql<{ id: string }[]>`SELECT event_id::text AS id FROM business_events`
  const read = new Map<string, number>()
  for (const id of seen.events) read.set(id, (read.get(id) ?? 0) + 1)
  const missed = stored.filter(({ id }) => !read.has(id)).map(({ id }) => `${id} was never read`)
  const repeated = [...read].filter(([, times]) => times > 1).map(([id, times]) => `${id} was read ${times} times`)

  const moves = await sql<{ ref: string; performed: number; told: number; refunded: number; toldBack: number }[]>`
    SELECT p.ref,
      (SELECT count(*)::int FROM payment_entries e
       WHERE e.business_id = p.business_id AND e.payment_id = p.id AND e.kind = 'perform') AS performed,
      (SELECT count(*)::int FROM payment_entries e
       WHERE e.business_id = p.business_id AND e.payment_id = p.id AND e.kind = 'refund') AS refunded,
      (SELECT count(*)::int FROM business_events v
       WHERE v.business_id = p.business_id AND v.payload ->> 'payment_id' = p.id
         AND v.type IN ('payment_performed', 'payment_landed_late', 'payment_doubled')) AS told,
      (SELECT count(*)::int FROM business_events v
       WHERE v.business_id = p.business_id AND v.payload ->> 'payment_id' = p.id AND v.type = 'refund_completed') AS "toldBack"
    FROM payments p`
  const orders = await sql<{ number: number; type: string; times: number }[]>`
    SELECT o.number, t.type, (SELECT count(*)::int FROM business_events v
      WHERE v.business_id = o.business_id AND v.order_id = o.id AND v.type = t.type) AS times
    FROM orders o CROSS JOIN (VALUES ('order_created'), ('order_closed'), ('order_delivered'), ('order_accepted')) t (type)
    WHERE t.type = 'order_created' AND NOT EXISTS (
            SELECT 1 FROM business_events v WHERE v.business_id = o.business_id AND v.order_id = o.id AND v.type = 'order_rejected')
       OR o.state = 'closed'`
  // One that late money brought back may have ended in the same way before.
  const ended = await sql<{ number: number; state: string; told: boolean }[]>`
    SELECT o.number, o.state, EXISTS (SELECT 1 FROM business_events v
      WHERE v.business_id = o.business_id AND v.order_id = o.id AND v.type IN ('order_' || o.state, 'order_rejected')) AS told
    FROM orders o WHERE o.state IN ('cancelled', 'expired', 'refunded')`
  return [
    { name: 'events missed or read twice', examined: stored.length, faults: [...missed, ...repeated] },
    {
      name: 'money told of never, or twice',
      examined: moves.length,
      faults: moves
        .filter(({ performed, told, refunded, toldBack }) => performed !== told || refunded !== toldBack)
        .map(
          (move) =>
            `${move.ref}: ${move.performed} in, ${move.told} told; ${move.refunded} back, ${move.toldBack} told`,
        ),
    },
    {
      name: "orders' facts told never, or twice",
      examined: orders.length + ended.length,
      faults: [
        ...orders
          .filter(({ times }) => times !== 1)
          .map(({ number, type, times }) => `${number}: ${type} ${times} times`),
        ...ended.filter(({ told }) => !told).map(({ number, state }) => `${number}: nobody heard that it is ${state}`),
      ],
    },
  ]
}
