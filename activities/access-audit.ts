import type { Logger } from 'pino'
import * as audits from '../db/access-audits'
import type { AuditCounts, AuditKey, AuditPosition, PersonToCheck } from '../db/access-audits'
import { businessOf } from '../db/businesses'
import { channelMigrated, noteTrouble } from '../db/channels'
import { noteMember } from '../db/memberships'
import type { Db, Tx } from '../db/types'
import { judgePlace, type AuditFinding, type Standing } from '../domain/access-audit'
import type { BusinessId, SubscriptionId } from '../domain/ids'
import { TelegramRefused } from '../telegram/errors'
import type { Gateway } from '../telegram/gateway'
import { statusOf, troubleOf } from './access'
import { tellChannelTrouble } from './channel-trouble'
import { asRetryable } from './notices/send-once'
import { tellOwners } from './tell-owners'

interface AuditDeps {
  readonly sql: Db
  readonly telegramFor: (businessId: BusinessId) => Gateway
  readonly log: Logger
  /** Unix ms. */
  readonly now?: () => number
}

export interface AuditPage {
  /** Where the next page begins; null: that was the last. */
  readonly next: AuditPosition | null
  /** Whose lifecycle has to look at the book. */
  readonly wake: readonly SubscriptionId[]
}

/** So many questions to Telegram are one activity: it is over in seconds, and payments are said in between. */
const peopleOfPage = 20

/** The steps of an audit in the book, as local activities. */
export const createAuditSteps = ({ sql }: { sql: Db }) => ({
  beginAudit: (key: AuditKey, now: number) => audits.beginAudit(sql, key, now),
  auditOf: (key: AuditKey) => audits.auditOf(sql, key),
  endAudit: (key: AuditKey, now: number) => audits.endAudit(sql, key, now),
})

/** Comparing who is in the channels with who may be, on the rate-limited `telegram` queue. */
export function createAuditActivities({ sql, telegramFor, log, now = Date.now }: AuditDeps) {
  async function standingOf(gateway: Gateway, person: PersonToCheck): Promise<Standing | TelegramRefused> {
    try {
      return await statusOf(gateway, person.currentChatId, Number(person.userId))
    } catch (error) {
      if (!(error instanceof TelegramRefused) || !error.permanent) throw asRetryable(error)
      return error
    }
  }

  /** A channel that does not let us look is left for the next audit; the owner hears what to do. */
  async function noteRefusal(businessId: BusinessId, person: PersonToCheck, error: TelegramRefused): Promise<void> {
    const { migratedTo } = error.answer
    if (migratedTo !== null) {
      return channelMigrated(sql, businessId, { from: person.currentChatId, to: migratedTo })
    }
    const { chatId } = person
    const trouble = troubleOf(error)
    const since = await noteTrouble(sql, { businessId, chatId, trouble, at: now() })
    log.error({ businessId, chatId, trouble }, 'a channel does not let the audit look')
    await tellChannelTrouble({ sql, gateway: telegramFor(businessId), log }, { businessId, chatId, trouble, since })
  }

  return {
    /** Looks at the next people. Looking at them again counts and repairs nothing twice. */
    async auditPage(key: AuditKey, after: AuditPosition): Promise<AuditPage> {
      const { businessId } = key
      const { startedAt } = await audits.auditOf(sql, key)
      const { linksPerPeriod } = (await businessOf(sql, businessId)).settings.subscriptions
      const page = { after, limit: peopleOfPage, linksPerPeriod, now: now() }
      const people = await audits.auditPageOf(sql, businessId, page)
      const gateway = telegramFor(businessId)
      const closedToUs = new Set<string>()
      const found: Found[] = []
      for (const person of people) {
        if (closedToUs.has(person.chatId)) {
          found.push({ person, finding: 'skipped' })
          continue
        }
        const standing = await standingOf(gateway, person)
        if (standing instanceof TelegramRefused) {
          closedToUs.add(person.chatId)
          await noteRefusal(businessId, person, standing)
          found.push({ person, finding: 'skipped' })
          continue
        }
        const finding = judgePlace(person, standing, { now: now(), auditSince: startedAt.getTime() })
        await hear(businessId, person, standing)
        found.push({ person, finding })
      }
      await sql.begin(async (tx) => {
        for (const one of found) await repair(tx, businessId, one, now())
        const last = people.at(-1)
        if (last) await audits.countPage(tx, key, { after, to: last, found: counted(found) })
      })
      const last = people.length === peopleOfPage ? people.at(-1) : undefined
      return {
        next: last ? { chatId: last.chatId, userId: last.userId } : null,
        wake: [...new Set(found.flatMap(subscriptionToWake))],
      }
    },

    /** Tells the owner once what the audit has put right, and whom nobody knows unless the one before said the same. */
    async reportAudit(key: AuditKey): Promise<void> {
      const audit = await audits.auditOf(sql, key)
      const { repairedIn, repairedOut, unknown, skipped } = audit
      const { businessId, auditId } = key
      const before = await audits.auditBefore(sql, businessId, audit)
      const isKnown = unknown === (before?.unknown ?? 0) && skipped === (before?.skipped ?? 0)
      if (repairedIn + repairedOut === 0 && isKnown) return
      await tellOwners(
        { sql, gateway: telegramFor(businessId), log },
        { businessId, dedupeKey: `audit/${auditId}` },
        (t) => ({
          text: t.html('audit-report', { checked: audit.checked, in: repairedIn, out: repairedOut, unknown, skipped }),
          rows: [[{ label: t.plain('btn-operations'), press: { verb: 'operations' } }]],
        }),
      )
    },
  }

  /** What Telegram says now is news where it told us something else, or nothing, before. */
  async function hear(businessId: BusinessId, person: PersonToCheck, standing: Standing): Promise<void> {
    const isIn = standing === 'in' || standing === 'exempt'
    if (person.heardIn === isIn || (person.heardIn === null && !isIn)) return
    const status = ({ in: 'member', out: 'left', banned: 'kicked', exempt: 'administrator' } as const)[standing]
    const { currentChatId: chatId, userId } = person
    await noteMember(sql, businessId, { chatId, userId, status, link: null, at: now() })
  }
}

interface Found {
  readonly person: PersonToCheck
  readonly finding: AuditFinding | 'skipped'
}

async function repair(tx: Tx, businessId: BusinessId, { person, finding }: Found, at: number): Promise<void> {
  const { chatId, open, closed } = person
  const right = finding === 'let_in' ? open : finding === 'take_out' ? closed : null
  if (!right) return
  const { subscriptionId } = right
  await audits.settleAgain(tx, businessId, { subscriptionId, chatId, isOpen: finding === 'let_in', at })
}

function subscriptionToWake({ person: { open, closed }, finding }: Found): SubscriptionId[] {
  if (finding !== 'let_in' && finding !== 'take_out' && finding !== 'wake') return []
  const right = open ?? closed
  return right ? [right.subscriptionId] : []
}

function counted(found: readonly Found[]): AuditCounts {
  const count = (wanted: Found['finding']) => found.filter(({ finding }) => finding === wanted).length
  return {
    checked: found.length,
    repairedIn: count('let_in'),
    repairedOut: count('take_out'),
    exempt: count('exempt'),
    unknown: count('unknown'),
    skipped: count('skipped'),
  }
}

export type AuditSteps = ReturnType<typeof createAuditSteps>
export type AuditActivities = ReturnType<typeof createAuditActivities>
