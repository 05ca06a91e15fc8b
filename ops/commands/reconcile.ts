import { parseArgs } from 'node:util'
import { atMost } from '../at-most'
import { innermost } from '../innermost'
import { clickDifferences, clickMerchantOf } from '../reconcile/click'
import { isMendable, lifecycleDifferences, lookAtBook } from '../reconcile/lifecycles'
import { readStatement, statementProviders } from '../reconcile/read-statement'
import { compareStarsNow, starDifferences } from '../reconcile/stars'
import type { MoneyDifference } from '../../domain/statement'
import { differencesWith, inWords, mend, remedies } from '../reconcile/statement'
import { Misused, opsExit, Refused, type OpsCall, type OpsCommand } from './command'
import { deedOptions, doOrTell, type DeedValues } from './deed'
import { showProgress } from './progress'

const mendedAtOnce = 4
/** As many of those that are mended stand in the book of what operators did. */
const mostNoted = 1_000

/** The book beside the lifecycles, and beside the books of providers. */
export const reconcile: OpsCommand = {
  usage: [
    'reconcile',
    'reconcile --provider stars',
    'reconcile --provider click [--days <n>]',
    'reconcile --provider payme|click --statement <file>',
  ],
  does: 'compares the book with the lifecycles, or with a provider; --apply mends what messages to the lifecycles can mend',
  async run(call) {
    const text = { type: 'string' } as const
    const options = { ...deedOptions, provider: text, statement: text, days: text } as const
    const { values } = parseArgs({ args: [...call.args], options })
    const { provider, statement, days } = values
    const asksClick = provider === 'click' && statement === undefined
    if (days !== undefined && !asksClick) throw new Misused('--days is of --provider click without a statement.')
    if (provider === undefined && statement === undefined) return withLifecycles(call, values)
    if (provider === 'stars' && statement === undefined) return withStars(call, values)
    if (asksClick) return withClick(call, values, daysIn(days))
    const known = statementProviders.find((one) => one === provider)
    if (!known) throw new Misused('--provider is stars, payme or click.')
    if (statement === undefined) throw new Misused(`The book of ${known} comes from its cabinet: --statement <file>.`)
    const lines = await readStatement(known, statement)
    if (lines.length === 0) throw new Refused('The statement has no lines, so nothing can be compared with it.')
    call.say(`${lines.length} transactions in the statement of ${known}.`)
    return withDifferences(call, values, ofMoney(call, known, await differencesWith(call.place, lines)))
  },
}

const ofMoney = (
  { place }: OpsCall,
  target: string,
  differences: readonly MoneyDifference[],
): Comparison<MoneyDifference> => ({
  target,
  differences,
  isMendable: ({ mending }) => mending !== null,
  inLines: (difference) => [inWords(difference), `  -> ${remedies[difference.kind]}`],
  mend: (difference) => mend(place, difference),
})

const mostDays = 31

function daysIn(text = '3'): number {
  if (!/^[1-9]\d?$/.test(text) || Number(text) > mostDays) throw new Misused(`--days is 1 to ${mostDays}.`)
  return Number(text)
}

async function withClick(call: OpsCall, values: DeedValues, days: number): Promise<number> {
  const progressOf = (total: number) => showProgress(process.stderr, 'payments', total)
  const merchant = clickMerchantOf(call.place)
  const { asked, differences, unclear } = await clickDifferences(call.place, merchant, { days, progressOf })
  call.say(`Payments of the last ${days} days that Click was asked about: ${asked}.`)
  for (const line of unclear) call.say(`not known: ${line}\n  -> look at it in Click's cabinet`)
  if (unclear.length > 0 && differences.length === 0) return opsExit.left
  const code = await withDifferences(call, values, ofMoney(call, 'click', differences))
  return unclear.length > 0 ? opsExit.left : code
}

async function withLifecycles(call: OpsCall, values: DeedValues): Promise<number> {
  const differences = await lifecycleDifferences(call.place)
  return withDifferences(call, values, {
    target: 'lifecycles',
    differences,
    isMendable,
    inLines: ({ kind, workflowId, book, running }) => [
      `${kind}  ${workflowId}\n  the book: ${book?.shows ?? 'nothing'}; running: ${running ? (running.shows ?? 'yes') : 'no'}`,
      book
        ? '  -> --apply: its lifecycle looks at the book and goes on from there'
        : '  -> nothing of ours knows what it is for: find out, and terminate it',
    ],
    mend: async (difference) => {
      await lookAtBook(call.place, difference)
      return null
    },
  })
}

interface Comparison<Difference> {
  readonly target: string
  readonly differences: readonly Difference[]
  readonly isMendable: (difference: Difference) => boolean
  readonly inLines: (difference: Difference) => readonly string[]
  /** Null: it is mended; otherwise why not. */
  readonly mend: (difference: Difference) => Promise<string | null>
}

async function withDifferences<Difference>(
  { place, say }: OpsCall,
  values: DeedValues,
  { target, differences, isMendable: mayMend, inLines, mend: mendOne }: Comparison<Difference>,
): Promise<number> {
  const mendable = differences.filter(mayMend)
  for (const difference of differences) for (const line of inLines(difference)) say(line)
  if (differences.length === 0) say('They agree.')
  if (mendable.length === 0) return differences.length === 0 ? opsExit.done : opsExit.left
  const plan = [`${mendable.length} of ${differences.length} would be mended.`]
  const act = () =>
    // One that cannot be mended must not keep the others from it.
    atMost(mendedAtOnce, mendable, (difference) => mendOne(difference).catch(innermost))
  const details = { told: mendable.slice(0, mostNoted).map((difference) => inLines(difference)[0]) }
  const outcomes = await doOrTell({ place, say }, values, { action: 'reconcile', target, details, plan, act })
  if (!outcomes) return opsExit.left
  for (const [index, why] of outcomes.entries()) {
    if (why !== null) say(`not mended: ${why}\n${inLines(mendable[index]!)[0]}`)
  }
  const left = differences.length - outcomes.filter((why) => why === null).length
  say(left === 0 ? 'All of it is mended.' : `${left} left for people.`)
  return left === 0 ? opsExit.done : opsExit.left
}

/** Telegram's book can be read at any time, so the comparison that the schedule makes is made now. */
async function withStars({ place, say }: OpsCall, values: DeedValues): Promise<number> {
  const { readAt } = await starDifferences(place)
  const plan = [
    `Telegram's book was last read to its end ${readAt?.toISOString() ?? 'never'}.`,
    'It would be read on and compared; payments that we never heard of are booked, and returns are recorded.',
  ]
  const act = () => compareStarsNow(place)
  await doOrTell({ place, say }, values, { action: 'reconcile', target: 'stars', plan, act })
  const { lines } = await starDifferences(place)
  for (const line of lines) say(line)
  if (lines.length === 0) say('Nothing is left for people.')
  return lines.length === 0 ? opsExit.done : opsExit.left
}
