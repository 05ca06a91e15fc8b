import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { bookToCompare } from '../../db/after-restore'
import { restoredTo } from '../../db/restores'
import { differencesOf, type Difference } from '../../domain/after-restore'
import { inWords } from '../after-restore/in-words'
import { mend } from '../after-restore/mend'
import { remembered } from '../after-restore/remembered'
import { patientLifecycles } from '../patient-lifecycles'
import { refuseWhileAtWork, whoLetsPeopleIn } from '../restore/at-work'
import { databaseIn } from '../restore/restore-database'
import { Misused, opsExit, type OpsCall, type OpsCommand } from './command'
import { deedOptions, doOrTell } from './deed'

const options = { ...deedOptions, since: { type: 'string' } } as const
/** A payment whose run was ended is taken up again after 10 s. */
const patienceMs = 60_000
/** The list of workflows follows what they do with a delay. */
const settleMs = 30_000
const lookMs = 1_000

/** What the workflows know and the book does not, after the database was put back to an earlier moment. */
export const compare: OpsCommand = {
  usage: ['compare [--since <moment>] [--apply --by <name> --why <reason>]'],
  does: 'lists what workflows know and a restored book does not, each with its remedy; --apply tells the lifecycles again',
  async run(call) {
    const { place, say } = call
    const { values } = parseArgs({ args: [...call.args], options })
    const since = values.since ? momentIn(values.since) : await restoredTo(place.sql)
    if (!since) say('This database was never restored, so everything that Temporal still has is compared.')
    const found = await differences(call, since)
    tell(call, found)
    // With `--apply` it is written down all the same: what is stuck after a restore is compared first until then.
    if (found.length === 0 && !values.apply) return opsExit.done
    const { sql, client, businessId, config } = place
    // A buyer who pays while runs are ended and begun anew would be told to come back.
    if (values.apply) await refuseWhileAtWork(sql, databaseIn(config.DATABASE_URL), whoLetsPeopleIn)
    const lifecycles = patientLifecycles(client)
    const left = await doOrTell(call, values, {
      action: 'compare',
      target: since ? `since ${since.toISOString()}` : 'everything',
      details: { differences: found.map((one) => inWords(one).what) },
      plan: [],
      act: () => mend(found, { sql, client, lifecycles, businessId, progress: say, patienceMs }),
    })
    if (!left) return opsExit.left
    if (found.length === 0) return opsExit.done
    for (const line of left) say(`Left for you: ${line}`)
    const after = await onceSettled(call, since)
    tell(call, after)
    return left.length + after.length === 0 ? opsExit.done : opsExit.left
  },
}

/** Lists the differences; answers the exit code. */
export async function compareAndTell(call: OpsCall, { since }: { readonly since: Date }): Promise<number> {
  const found = await differences(call, since)
  tell(call, found)
  if (found.length === 0) return opsExit.done
  call.say(
    'To put it right, start the worker alone, and then: npm run ops -- compare --apply --by <name> --why <reason>',
  )
  return opsExit.left
}

function momentIn(text: string): Date {
  const moment = new Date(text)
  if (Number.isNaN(moment.getTime())) throw new Misused(`--since takes a moment like 2026-11-21T04:00:00Z.`)
  return moment
}

async function differences({ place, say }: OpsCall, since: Date | null): Promise<Difference[]> {
  const { sql, client, businessId } = place
  const known = await remembered({ client, businessId, since, progress: say })
  return differencesOf(known, await bookToCompare(sql, businessId))
}

async function onceSettled(call: OpsCall, since: Date | null): Promise<Difference[]> {
  const quiet: OpsCall = { ...call, say: () => undefined }
  for (const giveUp = Date.now() + settleMs; ; await pause(lookMs)) {
    const found = await differences(quiet, since)
    if (found.length === 0 || Date.now() > giveUp) return found
  }
}

function tell({ say }: OpsCall, found: readonly Difference[]): void {
  say(found.length === 0 ? 'The workflows know nothing that the book does not.' : `${found.length} differences:`)
  for (const difference of found) {
    const { what, remedy } = inWords(difference)
    say(`  ${what}`)
    say(`      ${remedy}`)
  }
}
