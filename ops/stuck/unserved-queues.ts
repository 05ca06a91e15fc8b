import { taskQueues } from '../../workflows/task-queues'
import { unservedSince, type Polled } from '../deployments/pollers'
import type { StuckSource } from './source'

/** What every shop needs to be served, and what waits meanwhile. */
const needed: readonly (Polled & { readonly waits: string })[] = [
  { queue: taskQueues.orderly, of: 'workflows', waits: 'no order, payment or subscription moves' },
  { queue: taskQueues.orderly, of: 'activities', waits: 'nobody is let into a channel' },
  { queue: taskQueues.telegram, of: 'activities', waits: 'nothing is sent to Telegram' },
]

/** Nothing of it is lost: it goes on with the first worker. */
export const unservedQueues: StuckSource = {
  name: 'the workers',
  kinds: ['queue_unserved'],
  async find({ client }) {
    const now = Date.now()
    const looks = await Promise.all(needed.map((queue) => unservedSince(client, queue, now)))
    return needed.flatMap(({ queue, of, waits }, index) => {
      const look = looks[index]
      if (!look) return []
      return {
        kind: 'queue_unserved',
        subject: `${queue}/${of}`,
        reason: `no worker takes ${of} of the queue ${queue}: ${waits}`,
        since: look.since,
        blocks: {},
        remedy: 'start a worker, or look why GET /health/ready of those that run fails; nothing is lost meanwhile',
      }
    })
  },
}
