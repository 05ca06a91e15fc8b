import type { StarTransaction } from '@grammyjs/types'
import type { Logger } from 'pino'
import { businessOf } from '../db/businesses'
import { compareStars, differencesTold, untoldDifferences } from '../db/reconciliation'
import { noteStarPage, readStarsAnew, starBookOf, type StarKind, type StarMovement } from '../db/star-book'
import type { Db } from '../db/types'
import type { BusinessId } from '../domain/ids'
import { differenceIn } from '../locales/differences'
import { stacked } from '../locales/html'
import type { Gateway } from '../telegram/gateway'
import { asRetryable } from './notices/send-once'
import { tellOwners } from './tell-owners'

interface StarBookDeps {
  readonly sql: Db
  readonly telegramFor: (businessId: BusinessId) => Gateway
  readonly log: Logger
  /** Unix ms. */
  readonly now?: () => number
}

/** As many as getStarTransactions gives at once (telegram.md 3.2). */
const pageSize = 100
/** So many stand in one message. */
const toldAtOnce = 10

/** The comparison of the two books, as a local activity. */
export const createReconciliationSteps = ({ sql }: { sql: Db }) => ({
  async compareStars(businessId: BusinessId, now: number) {
    const { reconcileGraceMs } = (await businessOf(sql, businessId)).settings.subscriptions
    return compareStars(sql, businessId, { before: now - reconcileGraceMs, now })
  },
})

/** Reading Telegram's book of the bot's Stars, on the rate-limited `telegram` queue. */
export function createReconciliationActivities({ sql, telegramFor, log, now = Date.now }: StarBookDeps) {
  return {
    /** Reads the next page. The last movement we know is read again: if it is another one, the book is not the one we read. */
    async readStars(businessId: BusinessId): Promise<{ readonly more: boolean; readonly readTo: number }> {
      const { readTo, lastId } = await starBookOf(sql, businessId)
      const overlap = readTo > 0 ? 1 : 0
      const offset = readTo - overlap
      const page = await telegramFor(businessId)
        .getStarTransactions({ offset, limit: pageSize })
        .catch((error: unknown) => {
          throw asRetryable(error)
        })
      const [known] = page.transactions
      if (overlap > 0 && known?.id !== lastId) {
        log.warn({ businessId, readTo }, 'the Stars of the bot are another book now; reading it from the beginning')
        await readStarsAnew(sql, businessId)
        return { more: true, readTo: 0 }
      }
      const movements = page.transactions.slice(overlap).map(movementOf)
      const isLast = page.transactions.length < pageSize
      await noteStarPage(sql, businessId, { from: readTo, movements, isLast, at: now() })
      return { more: !isLast, readTo: readTo + movements.length }
    },

    /** Tells the owner once of each difference, with what puts it right: ten in a message, and as many messages as it takes. */
    async reportDifferences(businessId: BusinessId): Promise<void> {
      for (;;) {
        const differences = await untoldDifferences(sql, businessId, { limit: toldAtOnce })
        const [first] = differences
        if (!first) return
        const dedupeKey = `stars/${first.number}/${first.since.getTime()}`
        await tellOwners({ sql, gateway: telegramFor(businessId), log }, { businessId, dedupeKey }, (t) => ({
          text: stacked(
            [
              t.html('differences-found', { count: differences.length }),
              ...differences.map((difference) => differenceIn(t, difference)),
            ],
            '\n\n',
          ),
          rows: [[{ label: t.plain('btn-operations'), press: { verb: 'operations' } }]],
        }))
        await differencesTold(sql, businessId, { numbers: differences.map(({ number }) => number), at: now() })
      }
    },
  }
}

function movementOf(told: StarTransaction): StarMovement {
  const partner = told.source ?? told.receiver
  const invoice = partner?.type === 'user' && partner.transaction_type === 'invoice_payment' ? partner : null
  return {
    id: told.id,
    kind: kindOf(told, invoice !== null),
    amount: told.amount,
    payload: invoice?.invoice_payload ?? null,
    payer: invoice ? String(invoice.user.id) : null,
    recurring: invoice?.subscription_period !== undefined,
    at: new Date(told.date * 1000),
  }
}

/** Money has a source, a debit a receiver. Withdrawals, gifts and advertising are the owner's own doing. */
function kindOf({ source, receiver }: StarTransaction, isInvoice: boolean): StarKind {
  if (source) return isInvoice ? 'charge' : 'received'
  if (isInvoice) return 'return'
  return receiver === undefined || receiver.type === 'other' ? 'unnamed_debit' : 'spent'
}

export type ReconciliationSteps = ReturnType<typeof createReconciliationSteps>
export type ReconciliationActivities = ReturnType<typeof createReconciliationActivities>
