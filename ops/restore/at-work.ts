import { othersConnectedTo } from '../../db/restores'
import type { Db } from '../../db/types'
import { Refused } from '../commands/command'

/** Of our processes, by the names they give Postgres, those that must not run while their database is replaced. */
export const whoUsesIt = /^orderly-(?!ops$|backup$|restore$)/
/** Those that let buyers and providers in. */
export const whoLetsPeopleIn = /^orderly-(api|bots)$/

/** Throws {@link Refused} while one of them is connected to the database. Answers who else is. */
export async function refuseWhileAtWork(admin: Db, database: string, them: RegExp) {
  const connected = await othersConnectedTo(admin, database)
  const atWork = connected.filter(({ name }) => them.test(name)).map(({ name }) => name)
  if (atWork.length > 0) throw new Refused(`${atWork.join(', ')} still work with ${database}: stop them first.`)
  return connected.filter(({ name }) => !name.startsWith('orderly-'))
}
