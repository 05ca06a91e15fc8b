import { newestOperatorActions } from '../../db/operator-actions'
import type { OpsCommand } from './command'
import { opsExit } from './command'

const shown = 30

/** What operators have done, newest first. */
export const actions: OpsCommand = {
  usage: ['actions'],
  does: `the last ${shown} things that operators did, with who and why`,
  async run({ place, say }) {
    const done = await newestOperatorActions(place.sql, place.businessId, shown)
    if (done.length === 0) say('No operator has done anything yet.')
    for (const { number, begunAt, action, target, by, why, ended, error } of done) {
      const outcome = error ? `FAILED: ${error}` : ended ? 'done' : 'NOT ENDED'
      say(`${number}  ${begunAt.toISOString()}  ${action}  ${target}  ${by}: ${why}  ${outcome}`)
    }
    return opsExit.done
  },
}
