import type { Evidence, Finding } from './evidence'
import { movedMoney, type MovedMoney } from './provider-books'

interface Entry {
  readonly kind: 'hold' | 'perform' | 'release' | 'refund'
  readonly provider: string
  readonly externalId: string
  readonly providerAmount: bigint
  readonly ref: string
  readonly buyer: string
}

/** The providers' books against the ledger, both ways. */
export async function auditMoney(evidence: Evidence): Promise<Finding[]> {
  const { sql } = evidence
  const moved = await movedMoney(evidence)
  const entries = await sql<Entry[]>`
    SELECT e.kind, e.provider, e.external_id AS "externalId", e.provider_amount AS "providerAmount", p.ref,
           coalesce(o.buyer_id, s.buyer_id) AS buyer
    FROM payment_entries e JOIN payments p ON p.business_id = e.business_id AND p.id = e.payment_id
    LEFT JOIN orders o ON o.business_id = p.business_id AND o.id = p.order_id
    LEFT JOIN subscriptions s ON s.business_id = p.business_id AND s.id = p.subscription_id`
  const of = (kind: Entry['kind']) => entries.filter((entry) => entry.kind === kind)
  const nameOf = ({ provider, externalId }: { provider: string; externalId: string }) => `${provider} ${externalId}`
  const performed = new Map(of('perform').map((entry) => [nameOf(entry), entry]))
  const refunded = new Set(of('refund').map(nameOf))
  const byName = new Map(moved.map((money) => [nameOf(money), money]))

  const lost = moved.filter((money) => !performed.has(nameOf(money)))
  const differing = moved.filter((money) => {
    const entry = performed.get(nameOf(money))
    return entry && (entry.providerAmount !== money.amount || !isFor(entry, money.account))
  })
  const invented = of('perform').filter((entry) => !byName.has(nameOf(entry)))
  const unheard = moved.filter((money) => money.returned && !refunded.has(nameOf(money)))
  const claimed = of('refund').filter((entry) => byName.get(nameOf(entry))?.returned !== true)
  return [
    { name: 'payments lost', examined: moved.length, faults: lost.map(nameOf) },
    { name: 'payments of another sum or account', examined: moved.length, faults: differing.map(nameOf) },
    { name: 'payments that no provider knows', examined: performed.size, faults: invented.map(nameOf) },
    {
      name: 'returns not recorded',
      examined: moved.filter(({ returned }) => returned).length,
      faults: unheard.map(nameOf),
    },
    { name: 'returns that no provider made', examined: refunded.size, faults: claimed.map(nameOf) },
    await keptTooMuch(evidence),
  ]
}

const isFor = ({ ref, buyer }: Entry, account: MovedMoney['account']) =>
  'ref' in account ? ref === account.ref : buyer === `telegram:${account.payer}`

/** Whoever paid twice, or for what came to nothing, has their money back. */
async function keptTooMuch({ sql }: Evidence): Promise<Finding> {
  const rows = await sql<{ ref: string; due: bigint; kept: bigint; state: string | null }[]>`
    SELECT p.ref, p.amount AS due, o.state,
           coalesce(sum(CASE e.kind WHEN 'perform' THEN e.amount WHEN 'refund' THEN -e.amount END), 0)::bigint AS kept
    FROM payments p
    LEFT JOIN orders o ON o.business_id = p.business_id AND o.id = p.order_id
    LEFT JOIN payment_entries e ON e.business_id = p.business_id AND e.payment_id = p.id
    GROUP BY p.ref, p.amount, o.state`
  const ended = new Set(['cancelled', 'expired', 'refunded'])
  return {
    name: 'payments kept twice, or for nothing',
    examined: rows.length,
    faults: rows
      .filter(({ due, kept, state }) => kept !== 0n && (kept !== due || (state !== null && ended.has(state))))
      .map(({ ref, due, kept, state }) => `${ref}: ${kept} kept of ${due}, order ${state ?? '-'}`),
  }
}
