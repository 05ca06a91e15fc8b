import type { Client } from '@temporalio/client'
import { paidFor } from '../../domain/ids'
import { listBuilds, openOn } from '../deployments/builds'

/** A run that stays on a build of which no worker is left: it waits, and loses nothing, until one is there again or it is moved. */
export interface OpenWork {
  readonly workflowId: string
  readonly buildId: string
  /** It does not wait for longer than since then: it began, or its build had its routing changed. */
  readonly since: Date
  /** The order that it is, or collects for. */
  readonly orderId?: string
}

/** Every open run whose build has no workers at `now` (Unix ms). */
export async function openWorkOfMissingBuilds(client: Client, now = Date.now()): Promise<OpenWork[]> {
  const missing = (await listBuilds(client, now)).filter(({ isAtWork, open }) => !isAtWork && open > 0)
  const work: OpenWork[] = []
  for (const { buildId, since } of missing) {
    for await (const { workflowId, startTime } of client.workflow.list({ query: openOn(buildId) })) {
      const orderId = orderOf(workflowId)
      work.push({ workflowId, buildId, since: later(startTime, since), ...(orderId && { orderId }) })
    }
  }
  return work
}

const later = (a: Date, b: Date) => (a > b ? a : b)

function orderOf(workflowId: string): string | undefined {
  const [type, , id = ''] = workflowId.split('/')
  if (type === 'order') return id
  return type === 'payment' || type === 'refund' ? paidFor(id).orderId : undefined
}
