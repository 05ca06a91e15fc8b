import type { Evidence, Finding } from './evidence'

interface OrderRow {
  readonly id: string
  readonly number: number
  readonly buyer: string
  readonly state: string
  readonly total: bigint
  readonly kept: bigint
}

const ends = new Set(['closed', 'cancelled', 'expired', 'refunded'])

/** Every order came to an end that fits its money, and its workflow to the same. */
export async function auditOrders({ sql, temporal, seen }: Evidence): Promise<Finding[]> {
  const orders = await sql<OrderRow[]>`
    SELECT o.id, o.number, o.buyer_id AS buyer, o.state, o.total,
           coalesce((SELECT sum(CASE e.kind WHEN 'perform' THEN e.amount WHEN 'refund' THEN -e.amount END)
                     FROM payments p JOIN payment_entries e ON e.business_id = p.business_id AND e.payment_id = p.id
                     WHERE p.business_id = o.business_id AND p.order_id = o.id), 0)::bigint AS kept
    FROM orders o`
  const wrong = orders.flatMap(({ number, state, total, kept }) => {
    if (!ends.has(state)) return [`${number} is still ${state}`]
    const right = state === 'closed' ? total : 0n
    return kept === right ? [] : [`${number} is ${state} with ${kept} of ${total}`]
  })
  const perBuyer = seen.orderers.map(({ buyer, enoughForAll }) => ({
    buyer,
    enoughForAll,
    count: orders.filter((order) => order.buyer === `telegram:${buyer}`).length,
  }))
  const results = new Map<string, string>()
  const openRuns: string[] = []
  const failed: string[] = []
  const waiting = new Set(
    (await sql<{ id: string }[]>`SELECT id FROM payments WHERE state IN ('due', 'held')`).map(({ id }) => id),
  )
  let runs = 0
  for await (const run of temporal.workflow.list()) {
    const { name } = run.status
    runs++
    const [type = '', , subject = ''] = run.workflowId.split('/')
    // Whatever else still runs stands still: a payment has something to wait for while it is asked for.
    if (name === 'RUNNING' && (type === 'refund' || type === 'resend' || (type === 'payment' && !waiting.has(subject))))
      failed.push(`${run.workflowId} runs for nothing`)
    if (name !== 'COMPLETED' && name !== 'RUNNING' && name !== 'CONTINUED_AS_NEW')
      failed.push(`${run.workflowId}: ${name}`)
    if (run.type !== 'order') continue
    if (name === 'RUNNING') openRuns.push(run.workflowId)
    // The newest run is listed first; an order that late money brought back has an older one.
    if (name === 'COMPLETED' && !results.has(subject)) results.set(subject, run.runId)
  }
  const disagreeing: string[] = []
  for (const { id, number, state } of orders) {
    const runId = results.get(id)
    const handle = temporal.workflow.getHandle(`order/drill/${id}`, runId)
    const result = runId ? ((await handle.result()) as { state: string }).state : 'none'
    if (result !== state) disagreeing.push(`${number}: row ${state}, workflow ${result}`)
  }
  return [
    { name: 'orders in a wrong state', examined: orders.length, faults: wrong },
    {
      name: 'buyers whose press made no order, or two',
      examined: perBuyer.length,
      faults: perBuyer
        .filter(({ count, enoughForAll }) => count > 1 || (count === 0 && enoughForAll))
        .map(({ buyer, count }) => `${buyer} has ${count}`),
    },
    { name: 'orders whose workflow says otherwise', examined: orders.length, faults: [...openRuns, ...disagreeing] },
    { name: 'workflows that failed, were ended or run for nothing', examined: runs, faults: failed },
    ...served(seen, orders),
  ]
}

/** People outlast most of what goes wrong, as providers and buyers try again. */
const turnedAwayAtMost = 0.1

/** What people wanted, beside what they got; of goods that there are enough of. */
function served({ orderers, ends }: Evidence['seen'], orders: readonly OrderRow[]): Finding[] {
  const closed = new Set(orders.filter(({ state }) => state === 'closed').map(({ buyer }) => buyer))
  const of = (end: string) =>
    orderers.flatMap(({ buyer, enoughForAll }) => (enoughForAll && ends.get(buyer) === end ? [buyer] : []))
  const [paid, turnedAway] = [of('paid'), of('turned_away')]
  // One of a handful is bad luck; all of them is not.
  const most = paid.length === 0 ? 0 : Math.ceil(turnedAwayAtMost * (paid.length + turnedAway.length))
  const tooMany = turnedAway.length > most
  return [
    {
      name: 'buyers who paid everything and have no delivered order',
      examined: paid.length,
      faults: paid.filter((buyer) => !closed.has(`telegram:${buyer}`)).map(String),
    },
    {
      name: 'buyers turned away, if more than one in ten',
      examined: paid.length + turnedAway.length,
      faults: tooMany ? turnedAway.map(String) : [],
      remark: `${turnedAway.length} could not pay in time`,
    },
  ]
}
