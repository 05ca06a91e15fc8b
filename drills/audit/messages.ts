import type { Evidence, Finding } from './evidence'

interface CallRow {
  readonly at: number
  readonly method: string
  readonly params: Readonly<Record<string, unknown>>
  readonly status: number
  readonly messageId?: number
}

/** A worker that dies, or a database that is away, may be noticed so long after Telegram took a message. */
const noticedWithinMs = 30_000

/**
 * What was said to people. A message may come twice only if Telegram had taken it and nobody could hear or write down
 * that it had: the answer was lost, the worker died, or the database was away.
 */
export async function auditMessages({ sql, ask, seen }: Evidence): Promise<Finding[]> {
  const calls = await ask<CallRow[]>(`/calls?method=sendMessage&limit=1000000`)
  const rows = await sql<{ key: string; state: string; chat: string; messageId: bigint | null; pointless: boolean }[]>`
    SELECT m.dedupe_key AS key, m.state, m.chat_id AS chat, m.message_id AS "messageId",
           coalesce(p.state NOT IN ('due', 'held'), false) AS pointless
    FROM outbound_messages m LEFT JOIN payments p ON p.business_id = m.business_id AND p.id = m.payment_id`
  const noted = new Set(rows.map(({ chat, messageId }) => `${chat}/${messageId}`))
  const taken = calls.filter(({ messageId }) => messageId !== undefined)
  const place = ({ params, messageId }: CallRow) => `${String(params['chat_id'])}/${messageId}`
  const words = ({ params }: CallRow) => `${String(params['chat_id'])}: ${String(params['text'])}`
  const notedWords = new Set(taken.filter((call) => noted.has(place(call))).map(words))
  const doubled = taken.filter((call) => !noted.has(place(call)) && notedWords.has(words(call)))
  const excused = doubled.filter(
    ({ at, status }) =>
      status === 0 || seen.interruptions.some((moment) => moment >= at && moment < at + noticedWithinMs),
  )
  const inChats = new Set(taken.map(place))
  // What asked for money that has come meanwhile is not said any more.
  const unsaid = rows.filter(({ state, pointless }) => state === 'sending' && !pointless)
  const phantom = rows.filter((row) => row.state === 'sent' && !inChats.has(`${row.chat}/${row.messageId}`))
  return [
    {
      name: 'messages doubled without a lost answer',
      examined: taken.length,
      faults: doubled.filter((call) => !excused.includes(call)).map(words),
      remark: `${excused.length} doubled because their answer was lost`,
    },
    {
      name: 'messages not said, or only in the book',
      examined: rows.length,
      faults: [...unsaid.map(({ key }) => `${key} was never sent`), ...phantom.map(({ key }) => `${key} is nowhere`)],
    },
  ]
}
