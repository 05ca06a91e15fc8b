import type { Evidence, Finding } from './evidence'

interface SubscriptionRow {
  readonly id: string
  readonly number: number
  readonly user: string
  readonly plan: string
  readonly state: string
  /** How long its paid time has been over, s; negative while it runs, null when there never was any. */
  readonly overFor: number | null
  readonly periods: number
  readonly paid: number
}

const withAccess = new Set(['active', 'cancelled', 'grace', 'flagged'])

/** Days of grace, and what a shop may take to notice the end, seconds. */
const lateAfter = 90

/** Whoever has paid is in, nobody else is, and each period was paid for once. */
export async function auditSubscriptions({ sql, temporal, ask, seen }: Evidence): Promise<Finding[]> {
  const rows = await sql<SubscriptionRow[]>`
    SELECT s.id, s.number, split_part(s.buyer_id, ':', 2) AS user, s.plan_id AS plan, s.state,
           extract(epoch FROM now() - s.paid_until)::float8 AS "overFor",
           (SELECT count(*)::int FROM business_events v
            WHERE v.business_id = s.business_id AND v.subscription_id = s.id AND v.type = 'subscription_period_begun') AS periods,
           (SELECT count(DISTINCT p.id)::int FROM payments p
            JOIN payment_entries e ON e.business_id = p.business_id AND e.payment_id = p.id AND e.kind = 'perform'
            WHERE p.business_id = s.business_id AND p.subscription_id = s.id) AS paid
    FROM subscriptions s`
  const wrong = rows.flatMap(({ number, state, overFor, periods, paid }) => {
    const faults: string[] = []
    const isOver = overFor === null || overFor > 0
    const isLate = overFor === null || overFor > lateAfter
    if (withAccess.has(state) ? isLate : !isOver) faults.push(`${number} is ${state}, and over for ${overFor} s`)
    if (state === 'incomplete') faults.push(`${number} is still incomplete`)
    if (periods !== paid) faults.push(`${number} has ${periods} periods for ${paid} payments`)
    return faults
  })
  const perBuyer = seen.subscribers.filter((user) => rows.filter((row) => row.user === String(user)).length !== 1)
  return [
    { name: 'subscriptions in a wrong state', examined: rows.length, faults: wrong },
    {
      name: 'buyers whose press made no subscription, or two',
      examined: seen.subscribers.length,
      faults: perBuyer.map(String),
    },
    await workflowsOf({ temporal }, rows),
    ...(await Promise.all(
      Object.entries(seen.channels).map(([plan, chat]) => membersOf({ ask }, { plan, chat, rows })),
    )),
  ]
}

/** Whoever has access, or may get it back, is looked after by a run that shows the same; any other run ended with the same. */
async function workflowsOf(
  { temporal }: Pick<Evidence, 'temporal'>,
  rows: readonly SubscriptionRow[],
): Promise<Finding> {
  const newest = new Map<string, { readonly state: string; readonly isRunning: boolean }>()
  for await (const run of temporal.workflow.list({ query: "WorkflowType = 'subscription'" })) {
    const id = run.workflowId.split('/')[2] ?? ''
    const [state = 'untold'] = (run.searchAttributes['SubscriptionState'] ?? []) as string[]
    // The newest run is listed first.
    if (!newest.has(id)) newest.set(id, { state, isRunning: run.status.name === 'RUNNING' })
  }
  const faults = rows.flatMap(({ id, number, state }) => {
    const run = newest.get(id)
    if (run?.state !== state) return [`${number}: row ${state}, workflow ${run?.state ?? 'none'}`]
    return withAccess.has(state) && !run.isRunning ? [`${number} is ${state}, and nothing runs for it`] : []
  })
  return { name: 'subscriptions whose workflow says otherwise', examined: rows.length, faults }
}

async function membersOf(
  { ask }: Pick<Evidence, 'ask'>,
  { plan, chat, rows }: { plan: string; chat: number; rows: readonly SubscriptionRow[] },
): Promise<Finding> {
  const members = await ask<{ id: number; isBot: boolean; status: string }[]>(`/chats/${chat}/members?limit=10000`)
  const { requests } = await ask<{ requests: { userId: number }[] }>(`/chats/${chat}`)
  const inside = new Set(
    members.filter(({ status, isBot }) => status === 'member' && !isBot).map(({ id }) => String(id)),
  )
  const subscribers = rows.filter((row) => row.plan === plan)
  const entitled = new Set(subscribers.filter(({ state }) => withAccess.has(state)).map(({ user }) => user))
  return {
    name: `people wrongly in or out of the channel of ${plan}`,
    examined: new Set([...inside, ...subscribers.map(({ user }) => user)]).size,
    faults: [
      ...[...inside].filter((user) => !entitled.has(user)).map((user) => `${user} is in without a right`),
      ...[...entitled].filter((user) => !inside.has(user)).map((user) => `${user} has a right and is out`),
      ...requests.map(({ userId }) => `${userId} still waits at the door`),
    ],
  }
}
