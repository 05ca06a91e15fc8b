import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { dismissUpdate, fateOfUpdate, takeUpAgain, type UpdateKey } from '../../db/inbound-updates'
import { dismissMessage, isMessageWaiting } from '../../db/outbound-messages'
import { firstLine } from '../../domain/stuck'
import { Misused, opsExit, Refused, type OpsCommand } from './command'
import { deedOptions, doOrTell } from './deed'
import type { OpsPlace } from './place'

const looks = 20
const lookMs = 500

/** Has the bots act once more on what they had given up. */
export const retryUpdate: OpsCommand = {
  usage: ['retry-update <bot> <updateId>'],
  does: 'has an update of Telegram that was given up acted on again; `stuck` names them',
  async run({ args, place, say }) {
    const { values, positionals } = parseArgs({ args: [...args], options: deedOptions, allowPositionals: true })
    const key = updateKey(positionals)
    const fate = await fateOfUpdate(place.sql, key)
    if (!fate?.abandoned || fate.handled) throw new Refused(fate ? 'It was not given up.' : 'There is no such update.')
    const plan = [
      `received ${fate.receivedAt.toISOString()}, tried ${fate.attempts} times: ${firstLine(fate.error ?? '')}`,
      'The bots would take it up within a second. A press of more than an hour ago is given up again if it fails.',
    ]
    const act = async () => {
      if (!(await takeUpAgain(place.sql, key))) throw new Refused('Somebody was faster: it is not given up any more.')
      return whatBecame(place, key)
    }
    const target = positionals.join(' ')
    const became = await doOrTell({ place, say }, values, { action: 'retry-update', target, plan, act })
    if (became) say(outcomes[became])
    return became === undefined || became === 'handled' ? opsExit.done : opsExit.left
  },
}

async function whatBecame({ sql }: OpsPlace, key: UpdateKey): Promise<keyof typeof outcomes> {
  for (let look = 0; look < looks; look++) {
    const fate = await fateOfUpdate(sql, key)
    if (fate?.handled) return 'handled'
    if (fate?.abandoned) return 'abandoned'
    await pause(lookMs)
  }
  return 'waits'
}

const outcomes = {
  handled: 'It has been acted on.',
  abandoned: 'It was given up again; `stuck` has the reason.',
  waits: 'It has not been acted on yet: is `bots` running?',
} as const

/** Takes something off the list that nobody is going to mend. */
export const dismiss: OpsCommand = {
  usage: ['dismiss message <dedupeKey>', 'dismiss update <bot> <updateId>'],
  does: 'takes a message or an update that nobody will send or act on any more off the list of `stuck`',
  async run({ args, place, say }) {
    const { values, positionals } = parseArgs({ args: [...args], options: deedOptions, allowPositionals: true })
    const [what, ...rest] = positionals
    const { isListed, takeOff } = takingOff(place, what, rest)
    const notListed = () => new Refused('It is not on the list.')
    if (!(await isListed())) throw notListed()
    const target = positionals.join(' ')
    const act = async () => {
      if (!(await takeOff())) throw notListed()
    }
    await doOrTell({ place, say }, values, {
      action: 'dismiss',
      target,
      plan: [`${target} would stay as it is, and off the list.`],
      act,
    })
    return opsExit.done
  },
}

function takingOff({ sql, businessId }: OpsPlace, what: string | undefined, rest: readonly string[]) {
  const [dedupeKey] = rest
  if (what === 'message' && dedupeKey && rest.length === 1) {
    const key = { businessId, dedupeKey }
    return { isListed: () => isMessageWaiting(sql, key), takeOff: () => dismissMessage(sql, key) }
  }
  if (what === 'update') {
    const key = updateKey(rest)
    const isListed = async () => (await fateOfUpdate(sql, key))?.listed ?? false
    return { isListed, takeOff: () => dismissUpdate(sql, key) }
  }
  throw new Misused('Say what is dismissed: a message or an update.')
}

/** As `stuck` names them. */
function updateKey([botId, updateId, ...more]: readonly string[]): UpdateKey {
  if (!botId || !/^\d{1,15}$/.test(updateId ?? '') || more.length > 0) throw new Misused('Name a bot and an update.')
  return { botId, updateId: Number(updateId) }
}
