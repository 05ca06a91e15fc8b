import { firstLine, type StuckThing } from '../../domain/stuck'
import { innermost } from '../innermost'
import { abandoned } from './abandoned-updates'
import { disagreeing } from './disagreeing'
import { failingTasks } from './failing-tasks'
import { missingBuilds } from './missing-builds'
import { retryingSteps } from './retrying-steps'
import type { StuckPlace, StuckSource } from './source'
import { unsent } from './unsent-messages'
import { unservedQueues } from './unserved-queues'
import { differingBooks, waitingRefunds } from './unsettled-money'

export const stuckSources: readonly StuckSource[] = [
  unservedQueues,
  failingTasks,
  missingBuilds,
  retryingSteps,
  disagreeing('order'),
  disagreeing('subscription'),
  abandoned,
  differingBooks,
  waitingRefunds,
  unsent,
]

const patienceMs = 60_000

/** Looks everywhere at once. Where one cannot look is itself a thing for a person, and hides nothing of the others. */
export async function findStuck(
  place: StuckPlace,
  sources: readonly StuckSource[] = stuckSources,
): Promise<StuckThing[]> {
  const found = await Promise.all(
    sources.map(async (source) => {
      try {
        return await place.client.connection.withDeadline(Date.now() + patienceMs, () => source.find(place))
      } catch (error) {
        return [notLookedAt(source, error)]
      }
    }),
  )
  return found.flat()
}

const notLookedAt = ({ name, kinds }: StuckSource, error: unknown): StuckThing => ({
  kind: 'not_looked_at',
  subject: name,
  reason: `could not look at ${name}: ${firstLine(innermost(error))}`,
  since: null,
  blocks: {},
  remedy: 'GET /health/ready of worker and api names what is away; look again once it is back',
  hides: kinds,
})
