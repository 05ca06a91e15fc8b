import type { KnownPerson } from '../domain/access-audit'
import type { BusinessId, SubscriptionId } from '../domain/ids'
import { businessOf } from './businesses'
import { periodsBegun } from './subscriptions'
import type { Db, Tx } from './types'

export interface AuditKey {
  readonly businessId: BusinessId
  readonly auditId: string
}

/** Whoever was looked at last; the next page begins after them. */
export interface AuditPosition {
  readonly chatId: string
  readonly userId: string
}

export interface AuditCounts {
  readonly checked: number
  readonly repairedIn: number
  readonly repairedOut: number
  readonly exempt: number
  readonly unknown: number
  readonly skipped: number
}

export interface Audit extends AuditCounts {
  readonly id: string
  readonly startedAt: Date
  readonly finishedAt: Date | null
  readonly total: number
}

/** Writes an audit down, or finds it as it was written down. */
export async function beginAudit(
  sql: Db,
  { businessId, auditId }: AuditKey,
  now: number,
): Promise<{ readonly total: number; readonly pauseMs: number }> {
  const { settings } = await businessOf(sql, businessId)
  await sql`
    INSERT INTO access_audits (business_id, id, started_at, total)
    SELECT ${businessId}, ${auditId}, ${new Date(now)}, count(*)::int FROM (${known(sql, businessId)}) AS known
    ON CONFLICT (business_id, id) DO NOTHING`
  const { total } = await auditOf(sql, { businessId, auditId })
  return { total, pauseMs: settings.subscriptions.auditPauseMs }
}

const auditColumns = (sql: Db | Tx) => sql`
  id, started_at AS "startedAt", finished_at AS "finishedAt", total, checked, repaired_in AS "repairedIn",
  repaired_out AS "repairedOut", exempt, unknown, skipped`

export async function auditOf(sql: Db | Tx, { businessId, auditId }: AuditKey): Promise<Audit> {
  const [row] = await sql<Audit[]>`
    SELECT ${auditColumns(sql)} FROM access_audits WHERE business_id = ${businessId} AND id = ${auditId}`
  if (!row) throw new Error(`no audit ${auditId} in ${businessId}`)
  return row
}

export async function newestAudit(sql: Db, businessId: BusinessId): Promise<Audit | null> {
  const [row] = await sql<Audit[]>`
    SELECT ${auditColumns(sql)} FROM access_audits WHERE business_id = ${businessId} ORDER BY started_at DESC LIMIT 1`
  return row ?? null
}

/** The audit that ended before this one began. */
export async function auditBefore(
  sql: Db,
  businessId: BusinessId,
  { startedAt }: Pick<Audit, 'startedAt'>,
): Promise<Audit | null> {
  const [row] = await sql<Audit[]>`
    SELECT ${auditColumns(sql)} FROM access_audits
    WHERE business_id = ${businessId} AND started_at < ${startedAt} AND finished_at IS NOT NULL
    ORDER BY started_at DESC LIMIT 1`
  return row ?? null
}

/** Everybody who had a right in a channel, or of whom Telegram has told us there. */
const known = (sql: Db, businessId: BusinessId) => sql`
  SELECT g.chat_id, b.external_id AS user_id
  FROM access_grants g
  JOIN subscriptions s ON s.business_id = g.business_id AND s.id = g.subscription_id
  JOIN buyers b ON b.business_id = s.business_id AND b.id = s.buyer_id
  WHERE g.business_id = ${businessId}
  UNION
  SELECT chat_id, user_id FROM chat_members WHERE business_id = ${businessId}`

export interface PersonToCheck extends KnownPerson, AuditPosition {
  readonly currentChatId: string
  /** Whether they are in, as far as we have heard; null: we have not. */
  readonly heardIn: boolean | null
}

/** The next people to look at, channel by channel. */
export function auditPageOf(
  sql: Db,
  businessId: BusinessId,
  { after, limit, linksPerPeriod, now }: { after: AuditPosition; limit: number; linksPerPeriod: number; now: number },
): Promise<PersonToCheck[]> {
  return sql<PersonToCheck[]>`
    SELECT p.chat_id AS "chatId", p.user_id AS "userId", coalesce(c.current_chat_id, c.chat_id) AS "currentChatId",
           o.open, cl.closed, m.status NOT IN ('left', 'kicked') AS "heardIn",
           EXISTS (SELECT 1 FROM staff f WHERE f.business_id = ${businessId} AND f.external_id = p.user_id)
             OR EXISTS (SELECT 1 FROM allowed_people a WHERE a.business_id = ${businessId} AND a.chat_id = p.chat_id
                        AND a.user_id = p.user_id) AS allowed,
           coalesce(o.was_in OR m.status NOT IN ('left', 'kicked') OR m.changed_at >= o.decided_at, false) AS "cameIn",
           coalesce(l.open > 0, false) AS "hasOpenLink", coalesce(l.issued >= ${linksPerPeriod}, false) AS "linksUsedUp"
    FROM (SELECT chat_id, user_id FROM (${known(sql, businessId)}) AS known
          WHERE (chat_id COLLATE "C", user_id COLLATE "C") > (${after.chatId} COLLATE "C", ${after.userId} COLLATE "C")
          ORDER BY chat_id COLLATE "C", user_id COLLATE "C" LIMIT ${limit}) p
    JOIN channels c ON c.business_id = ${businessId} AND c.chat_id = p.chat_id
    LEFT JOIN chat_members m ON m.business_id = ${businessId} AND m.chat_id = p.chat_id AND m.user_id = p.user_id
    LEFT JOIN LATERAL (
      SELECT g.subscription_id, g.decided_at, g.outcome IN ('member', 'kept') AS was_in,
             ${periodsBegun(sql)} AS period,
             jsonb_build_object('subscriptionId', s.id, 'decidedAt', ${ms(sql, sql`g.decided_at`)}, 'settled', g.settled_at IS NOT NULL,
                                'flagged', s.state = 'flagged') AS open
      FROM ${rights(sql, businessId)} AND g.is_open ORDER BY g.decided_at DESC LIMIT 1) o ON true
    LEFT JOIN LATERAL (
      SELECT jsonb_build_object('subscriptionId', s.id, 'decidedAt', ${ms(sql, sql`g.decided_at`)}, 'settled', g.settled_at IS NOT NULL) AS closed
      FROM ${rights(sql, businessId)} AND NOT g.is_open ORDER BY g.decided_at DESC LIMIT 1) cl ON true
    LEFT JOIN LATERAL (
      SELECT count(*) FILTER (WHERE i.closed_at IS NULL AND i.expires_at > ${new Date(now)}) AS open,
             count(*) FILTER (WHERE i.period = o.period) AS issued
      FROM invite_links i
      WHERE i.business_id = ${businessId} AND i.subscription_id = o.subscription_id AND i.chat_id = p.chat_id) l ON true
    ORDER BY p.chat_id COLLATE "C", p.user_id COLLATE "C"`
}

const ms = (sql: Db, at: ReturnType<Db>) => sql`(extract(epoch FROM ${at}) * 1000)::bigint`

/** Over `p`: the rights of this person in this channel. */
const rights = (sql: Db, businessId: BusinessId) => sql`
  access_grants g
  JOIN subscriptions s ON s.business_id = g.business_id AND s.id = g.subscription_id
  JOIN buyers b ON b.business_id = s.business_id AND b.id = s.buyer_id
  WHERE g.business_id = ${businessId} AND g.chat_id = p.chat_id AND b.external_id = p.user_id`

/** A right that Telegram agreed with once has to be settled anew. */
export async function settleAgain(
  tx: Tx,
  businessId: BusinessId,
  right: {
    readonly subscriptionId: SubscriptionId
    readonly chatId: string
    readonly isOpen: boolean
    readonly at: number
  },
): Promise<void> {
  await tx`
    UPDATE access_grants SET settled_at = NULL, outcome = NULL, decided_at = ${new Date(right.at)}
    WHERE business_id = ${businessId} AND subscription_id = ${right.subscriptionId} AND chat_id = ${right.chatId}
      AND is_open = ${right.isOpen} AND settled_at IS NOT NULL`
}

/** Adds what a page has found, unless it was added before: a page may be looked at twice. */
export async function countPage(
  tx: Tx,
  { businessId, auditId }: AuditKey,
  { after, to, found }: { readonly after: AuditPosition; readonly to: AuditPosition; readonly found: AuditCounts },
): Promise<void> {
  await tx`
    UPDATE access_audits SET at_chat = ${to.chatId}, at_user = ${to.userId}, checked = checked + ${found.checked},
      repaired_in = repaired_in + ${found.repairedIn}, repaired_out = repaired_out + ${found.repairedOut},
      exempt = exempt + ${found.exempt}, unknown = unknown + ${found.unknown}, skipped = skipped + ${found.skipped}
    WHERE business_id = ${businessId} AND id = ${auditId} AND at_chat = ${after.chatId} AND at_user = ${after.userId}`
}

export async function endAudit(sql: Db, { businessId, auditId }: AuditKey, now: number): Promise<Audit> {
  await sql`
    UPDATE access_audits SET finished_at = ${new Date(now)}
    WHERE business_id = ${businessId} AND id = ${auditId} AND finished_at IS NULL`
  return auditOf(sql, { businessId, auditId })
}
