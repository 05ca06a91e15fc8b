import type { Evidence, Finding } from './evidence'
import { auditEvents } from './events'
import { auditMessages } from './messages'
import { auditMoney } from './money'
import { auditOrders } from './orders'
import { auditStock } from './stock'
import { auditSubscriptions } from './subscriptions'

/** Everything that must be true once a drill is over. */
export async function audit(evidence: Evidence): Promise<Finding[]> {
  const parts = [auditMoney, auditOrders, auditSubscriptions, auditStock, auditEvents, auditMessages, auditRest]
  return (await Promise.all(parts.map((part) => part(evidence)))).flat()
}

/** Nothing is under way any more, and nobody gave up anything that a person had done in the bot. */
async function auditRest(evidence: Evidence): Promise<Finding[]> {
  const updates = await evidence.sql<{ id: bigint; error: string | null; abandoned: boolean }[]>`
    SELECT update_id AS id, error, abandoned_at IS NOT NULL AS abandoned FROM inbound_updates`
  const abandoned = updates.filter((update) => update.abandoned)
  return [
    {
      name: 'things still under way, or given up',
      examined: updates.length,
      faults: [...(await unfinished(evidence)), ...abandoned.map(({ id, error }) => `update ${id}: ${error}`)],
    },
  ]
}

/** What is still under way: nothing when the drill has come to rest. */
export async function unfinished({ sql }: Evidence): Promise<string[]> {
  const rows = await sql<{ what: string; count: number }[]>`
    SELECT 'orders open' AS what, count(*)::int AS count FROM orders
      WHERE state NOT IN ('closed', 'cancelled', 'expired', 'refunded')
    UNION ALL SELECT 'subscriptions between two states', count(*)::int FROM subscriptions
      WHERE state IN ('incomplete', 'grace') OR (state IN ('active', 'cancelled') AND paid_until < now() + interval '10 minutes')
    UNION ALL SELECT 'refunds open', count(*)::int FROM refunds WHERE state <> 'completed'
    UNION ALL SELECT 'channels to open or close', count(*)::int FROM access_grants WHERE settled_at IS NULL
    UNION ALL SELECT 'messages being sent', count(*)::int FROM outbound_messages m
      LEFT JOIN payments p ON p.business_id = m.business_id AND p.id = m.payment_id
      WHERE m.state = 'sending' AND (NOT m.has_buttons OR coalesce(p.state IN ('due', 'held'), true))
    UNION ALL SELECT 'updates not acted on', count(*)::int FROM inbound_updates WHERE handled_at IS NULL AND abandoned_at IS NULL`
  return rows.filter(({ count }) => count > 0).map(({ what, count }) => `${count} ${what}`)
}

/** The findings as a table, with the first faults of each below it. */
export function tableOf(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ name }) => name.length))
  const row = (name: string, examined: string, faults: string, remark = '') =>
    `  ${name.padEnd(width)}  ${examined.padStart(8)}  ${faults.padStart(6)}  ${remark}`.trimEnd()
  const lines = findings.map(({ name, examined, faults, remark }) =>
    row(name, String(examined), String(faults.length), remark),
  )
  const details = findings.flatMap(({ name, faults }) =>
    faults.slice(0, shownFaults).map((fault) => `  ${name}: ${fault}`),
  )
  return [row('audit', 'examined', 'faults'), ...lines, ...(details.length > 0 ? ['', ...details] : [])].join('\n')
}

const shownFaults = 10
