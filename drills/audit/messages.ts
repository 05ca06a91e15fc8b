import type { Evidence, Finding } from './evidence'

interface CallRow {
  readonly at: number
  readonly params: Readonly<Record<string, unknown>>
  /** 0: the connection was cut before the answer. */
  readonly status: number
  readonly messageId?: number
}

interface MessageRow {
  readonly key: string
  readonly state: string
  readonly chat: string
  readonly messageId: bigint | null
  /** It asks for money, and that has come or gone meanwhile. */
  readonly isPointless: boolean
}

/** So long after Telegram took a message a busy worker may be hearing and writing down that it did. */
const notedWithinMs = 5_000

/**
 * What was said to people. A message may come twice only if Telegram had taken it and nobody could hear or write down
 * that it had: the answer was lost, the worker died, or Postgres was away.
 */
export async function auditMessages(evidence: Evidence): Promise<Finding[]> {
  const calls = await evidence.ask<CallRow[]>(`/calls?method=sendMessage&limit=1000000`)
  const rows = await evidence.sql<MessageRow[]>`
    SELECT m.dedupe_key AS key, m.state, m.chat_id AS chat, m.message_id AS "messageId",
           m.has_buttons AND coalesce(p.state NOT IN ('due', 'held'), false) AS "isPointless"
    FROM outbound_messages m LEFT JOIN payments p ON p.business_id = m.business_id AND p.id = m.payment_id`
  const taken = calls.filter(({ messageId }) => messageId !== undefined)
  return [doubledOf(taken, rows, evidence.seen), unsaidOf(taken, rows), await thanksOf(evidence)]
}

const place = ({ params, messageId }: CallRow) => `${String(params['chat_id'])}/${messageId}`
const words = ({ params }: CallRow) => `${String(params['chat_id'])}: ${String(params['text'])}`

function doubledOf(
  taken: readonly CallRow[],
  rows: readonly MessageRow[],
  { interruptions }: Evidence['seen'],
): Finding {
  const noted = new Set(rows.map(({ chat, messageId }) => `${chat}/${messageId}`))
  const notedWords = new Set(taken.filter((call) => noted.has(place(call))).map(words))
  const doubled = taken.filter((call) => !noted.has(place(call)) && notedWords.has(words(call)))
  const unheard = doubled.filter(({ status }) => status === 0)
  const interrupted = doubled.filter(
    ({ at, status }) => status !== 0 && interruptions.some(({ from, to }) => from <= at + notedWithinMs && to >= at),
  )
  const excused = new Set([...unheard, ...interrupted])
  return {
    name: 'messages doubled without a lost answer',
    examined: taken.length,
    faults: doubled.filter((call) => !excused.has(call)).map(words),
    remark: `doubled: ${unheard.length} as the answer was lost, ${interrupted.length} as the worker died or Postgres was away`,
  }
}

/** Nobody blocked the bot, and Telegram refused nothing for good. */
function unsaidOf(taken: readonly CallRow[], rows: readonly MessageRow[]): Finding {
  const inChats = new Set(taken.map(place))
  const isSaid = (row: MessageRow) => row.state === 'sent' && inChats.has(`${row.chat}/${row.messageId}`)
  return {
    name: 'messages not said, or only in the book',
    examined: rows.length,
    faults: rows.filter((row) => !row.isPointless && !isSaid(row)).map(({ key, state }) => `${key} is ${state}`),
  }
}

/** Whoever paid for what they got was told once that the money came, under whatever key. */
async function thanksOf({ sql }: Evidence): Promise<Finding> {
  const payments = await sql<{ id: string; thanks: number }[]>`
    SELECT p.id, (SELECT count(*)::int FROM outbound_messages m WHERE m.business_id = p.business_id
                  AND m.payment_id = p.id AND m.notice ->> 'kind' = 'payment_received' AND m.state = 'sent') AS thanks
    FROM payments p LEFT JOIN orders o ON o.business_id = p.business_id AND o.id = p.order_id
    WHERE p.state = 'paid' AND (o.state = 'closed' OR p.subscription_id IS NOT NULL)`
  return {
    name: 'payments not thanked for, or twice',
    examined: payments.length,
    faults: payments.filter(({ thanks }) => thanks !== 1).map(({ id }) => id),
  }
}
