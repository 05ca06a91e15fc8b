import { opsCommand, type StuckThing } from '../../domain/stuck'
import { taskQueues } from '../../workflows/task-queues'
import { unservedSince, type Polled } from '../deployments/pollers'
import { listBuilds } from '../deployments/builds'
import type { StuckPlace, StuckSource } from './source'

/** What every shop needs to be served, and what waits meanwhile. */
const needed: readonly (Polled & { readonly waits: string })[] = [
  { queue: taskQueues.orderly, of: 'workflows', waits: 'no order, payment or subscription moves' },
  { queue: taskQueues.orderly, of: 'activities', waits: 'nobody is let into a channel' },
  { queue: taskQueues.telegram, of: 'activities', waits: 'nothing is sent to Telegram' },
]

const remedy = 'start a worker, or look why GET /health/ready of those that run fails; nothing is lost meanwhile'

/** Workers of other builds serve the queue, and none of the one on which everything new begins. */
async function unservedCurrentBuild(client: StuckPlace['client'], now: number): Promise<StuckThing[]> {
  const builds = await listBuilds(client, now)
  return builds
    .filter(({ state, isAtWork }) => state === 'current' && !isAtWork)
    .map(({ buildId, since }) => ({
      kind: 'queue_unserved',
      subject: `build/${buildId}`,
      reason: `what is new begins on build ${buildId}, of which no worker runs: no new order takes its first step`,
      since,
      blocks: {},
      remedy: `start a worker with BUILD_ID=${buildId}, or: ${opsCommand('deployments', 'set-current', '<build>')}`,
    }))
}

/** Nothing of it is lost: it goes on with the first worker. */
export const unservedQueues: StuckSource = {
  name: 'the workers',
  kinds: ['queue_unserved'],
  async find({ client }) {
    const now = Date.now()
    const looks = await Promise.all(needed.map((queue) => unservedSince(client, queue, now)))
    const queues = needed.flatMap(({ queue, of, waits }, index): StuckThing[] => {
      const look = looks[index]
      if (!look) return []
      const reason = `no worker takes ${of} of the queue ${queue}: ${waits}`
      return [{ kind: 'queue_unserved', subject: `${queue}/${of}`, reason, since: look.since, blocks: {}, remedy }]
    })
    return queues.length > 0 ? queues : await unservedCurrentBuild(client, now)
  },
}
