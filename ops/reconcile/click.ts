import { transactionsBetween } from '../../db/transactions'
import { differenceWithClick } from '../../domain/click-status'
import type { ProviderTransaction } from '../../domain/ledger'
import type { MoneyDifference } from '../../domain/statement'
import { atMost } from '../at-most'
import { Refused } from '../commands/command'
import type { OpsPlace } from '../commands/place'
import type { Progress } from '../commands/progress'
import { askClick, clickDay, type ClickMerchant } from './ask-click'

/** Throws {@link Refused} with what is missing. */
export function clickMerchantOf({ config }: Pick<OpsPlace, 'config'>): ClickMerchant {
  const { CLICK_SERVICE_ID: serviceId, CLICK_SECRET_KEY: secretKey, CLICK_MERCHANT_USER_ID: merchantUserId } = config
  if (!serviceId || !secretKey || !merchantUserId) {
    throw new Refused(
      'To ask Click, set CLICK_SERVICE_ID, CLICK_SECRET_KEY and CLICK_MERCHANT_USER_ID from its merchant cabinet. Or take its book from there: --statement <file>.',
    )
  }
  return { apiUrl: config.CLICK_API_URL, serviceId, merchantUserId, secretKey }
}

interface Asked {
  /** How often Click was asked: once for each account and day. */
  readonly asked: number
  readonly differences: readonly MoneyDifference[]
  /** What Click did not say, in words. */
  readonly unclear: readonly string[]
}

const askedAtOnce = 4
const mostTransactions = 10_000
const dayMs = 24 * 3_600_000

/** Asks Click about every payment that went through it in the last days, and compares with the book. */
export async function clickDifferences(
  { sql, businessId }: Pick<OpsPlace, 'sql' | 'businessId'>,
  merchant: ClickMerchant,
  { days, progressOf }: { readonly days: number; readonly progressOf: (total: number) => Progress },
): Promise<Asked> {
  const now = Date.now()
  const span = { from: now - days * dayMs, to: now, limit: mostTransactions + 1 }
  // The book is read before Click is asked: what Click says then is the newer of the two.
  const book = await transactionsBetween(sql, businessId, { provider: 'click', ...span })
  if (book.length > mostTransactions) throw new Refused(`More than ${mostTransactions} payments: ask for fewer --days.`)
  const asked = byAccountAndDay(book)
  const progress = progressOf(asked.length)
  let done = 0
  const answers = await atMost(askedAtOnce, asked, async ({ account, day, attempts }) => {
    const says = await askClick(merchant, { account, day })
    progress.at(++done)
    if ('unknown' in says) return isOpen(attempts) ? `${account}: ${says.unknown}` : null
    const found = differenceWithClick(attempts, says.status, now)
    if (found !== 'unclear') return found
    return `${account}: Click answers status ${says.status}, and the book has ${inWords(attempts)}`
  })
  progress.end()
  return {
    asked: asked.length,
    differences: answers.flatMap((answer) => (answer !== null && typeof answer !== 'string' ? [answer] : [])),
    unclear: answers.filter((answer) => typeof answer === 'string'),
  }
}

/** Click may have forgotten what came to nothing. */
const isOpen = (attempts: readonly ProviderTransaction[]) =>
  attempts.some(({ state }) => state === 'held' || state === 'performed')

const inWords = (attempts: readonly ProviderTransaction[]) =>
  attempts.map(({ externalId, state }) => `${externalId} ${state}`).join(', ')

interface Account {
  readonly account: string
  readonly day: string
  readonly attempts: ProviderTransaction[]
}

function byAccountAndDay(book: readonly ProviderTransaction[]): Account[] {
  const accounts = new Map<string, Account>()
  for (const one of book) {
    const [account, day] = [one.paymentRef, clickDay(one.providerTime)]
    const key = `${account} ${day}`
    const before = accounts.get(key)
    if (before) before.attempts.push(one)
    else accounts.set(key, { account, day, attempts: [one] })
  }
  return [...accounts.values()]
}
