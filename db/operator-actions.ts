import type { BusinessId } from '../domain/ids'
import type { Db } from './types'

export interface OperatorAction {
  readonly businessId: BusinessId
  readonly action: string
  readonly target: string
  readonly by: string
  readonly why: string
  readonly details?: Readonly<Record<string, unknown>>
}

/** Written before the deed is done, so that none is without its row. Answers the row's number. */
export async function beginOperatorAction(sql: Db, wish: OperatorAction): Promise<bigint> {
  const { businessId, action, target, by, why, details = {} } = wish
  const [row] = await sql<{ number: bigint }[]>`
    INSERT INTO operator_actions (business_id, action, target, done_by, reason, details)
    VALUES (${businessId}, ${action}, ${target}, ${by}, ${why}, ${sql.json(details as never)})
    RETURNING number`
  return row!.number
}

/** `error`: why it failed; without it, it succeeded. */
export async function endOperatorAction(sql: Db, number: bigint, error?: string): Promise<void> {
  await sql`UPDATE operator_actions SET ended_at = now(), error = ${error ?? null} WHERE number = ${number}`
}

export interface DoneAction extends Omit<OperatorAction, 'businessId' | 'details'> {
  readonly number: bigint
  readonly begunAt: Date
  readonly ended: boolean
  readonly error: string | null
}

export async function newestOperatorActions(sql: Db, businessId: BusinessId, limit: number): Promise<DoneAction[]> {
  return await sql<DoneAction[]>`
    SELECT number, begun_at AS "begunAt", action, target, done_by AS by, reason AS why,
           ended_at IS NOT NULL AS ended, error
    FROM operator_actions WHERE business_id = ${businessId} ORDER BY number DESC LIMIT ${limit}`
}
