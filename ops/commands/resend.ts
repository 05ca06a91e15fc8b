import { parseArgs } from 'node:util'
import { leaveUnsent, sentBefore } from '../../db/outbound-messages'
import { firstLine } from '../../domain/stuck'
import { createLifecycles } from '../../workflows/callers'
import type { ResendOutcome, ResendStart } from '../../workflows/resend/messages'
import { Misused, opsExit, Refused, type OpsCommand } from './command'
import { deedOptions, doOrTell } from './deed'
import type { OpsPlace } from './place'

const waitedMs = 20_000

/** Says once more what Telegram refused or never took. */
export const resend: OpsCommand = {
  usage: ['resend <dedupeKey>'],
  does: 'sends a message that was refused or given up once more; `stuck` names their keys',
  async run({ args, place, say }) {
    const { values, positionals } = parseArgs({ args: [...args], options: deedOptions, allowPositionals: true })
    const [dedupeKey] = positionals
    if (!dedupeKey || positionals.length > 1) throw new Misused('Name one message.')
    const { sql, businessId } = place
    const message = await sentBefore(sql, { businessId, dedupeKey }, Date.now())
    if (!message) throw new Refused(`There is no message ${dedupeKey}.`)
    const { kind, state, since, error, mayBeResent } = message
    if (!mayBeResent) throw new Refused(whyNot(message))
    const plan = [`${kind}, ${state} since ${since.toISOString()}${error ? `: ${firstLine(error)}` : ''}`]
    plan.push('It would be worded as things stand now, and sent once; what has lost its point is not sent.')
    const deed = { action: 'resend', target: dedupeKey, plan, act: () => sayAgain(place, { businessId, dedupeKey }) }
    const outcome = await doOrTell({ place, say }, values, deed)
    if (!outcome) return opsExit.done
    const became = outcome.state === 'sent' ? await whatBecame(place, { businessId, dedupeKey }) : outcome.state
    say(outcomes[became])
    return done.has(became) ? opsExit.done : opsExit.left
  },
}

const whyNot = ({ state, kind, since }: { state: string; kind: string | null; since: Date }) => {
  if (state === 'sent') return 'It was sent. Nothing is sent twice.'
  if (kind === null) return 'The bot said it while somebody waited, so it cannot be said again: see `stuck`.'
  return `It is being tried since ${since.toISOString()}, for a day. What it runs into: the activity of its workflow.`
}

/** A workflow of its own, because what it is about may have ended long ago. */
async function sayAgain({ client }: OpsPlace, start: ResendStart): Promise<ResendOutcome | { state: 'tried' }> {
  const handle = await createLifecycles(client).resend(start)
  const result = handle.result() as Promise<ResendOutcome>
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<{ state: 'tried' }>((resolve) => {
    timer = setTimeout(() => resolve({ state: 'tried' }), waitedMs)
  })
  return Promise.race([result, tooLong]).finally(() => clearTimeout(timer))
}

/** What is said to several people is sent when one of them has it; it is this row that was asked for. */
async function whatBecame({ sql }: OpsPlace, key: ResendStart): Promise<Outcome> {
  if (await leaveUnsent(sql, key)) return 'elsewhere'
  const row = await sentBefore(sql, key, Date.now())
  return row?.state === 'refused' || row?.state === 'unreachable' ? row.state : 'sent'
}

type Outcome = ResendOutcome['state'] | 'tried' | 'elsewhere'
const outcomes: Readonly<Record<Outcome, string>> = {
  sent: 'Telegram has taken it.',
  skipped: 'It has lost its point meanwhile, so nothing was sent.',
  not_needed: 'It has been sent meanwhile, or is being tried.',
  refused: 'Telegram refuses it again; `stuck` has its words.',
  unreachable: 'Its person has blocked the bot, or never wrote to it.',
  given_up: 'Telegram did not take it within a day.',
  elsewhere:
    'It was said, but to others: nobody is addressed by this one any more. `dismiss message` takes it off the list.',
  tried: 'Telegram has not taken it yet. It is tried for a day; `stuck` lists it if that is in vain.',
}
const done: ReadonlySet<Outcome> = new Set<Outcome>(['sent', 'skipped', 'not_needed'])
