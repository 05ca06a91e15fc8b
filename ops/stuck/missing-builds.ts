import type { Client } from '@temporalio/client'
import { opsCommand, subjectOf } from '../../domain/stuck'
import { listBuilds, openOn } from '../deployments/builds'
import { whatTheyBlock } from './blocked'
import type { StuckSource } from './source'

export const missingBuilds: StuckSource = {
  name: 'the work of builds that are gone',
  kinds: ['build_missing'],
  async find(place) {
    const { client, businessId } = place
    const work = (await openWorkOfMissingBuilds(client)).filter(
      ({ workflowId }) => workflowId.split('/')[1] === businessId,
    )
    const subjects = work.map(({ workflowId }) => subjectOf(workflowId))
    const blocks = await whatTheyBlock(place, subjects)
    return work.map(({ workflowId, buildId, since }, index) => ({
      kind: 'build_missing',
      subject: workflowId,
      reason: `it stays on build ${buildId}, of which no worker runs`,
      since,
      blocks: blocks(subjects[index] ?? null),
      remedy: `start a worker with BUILD_ID=${buildId}, or: ${opsCommand('deployments', 'move', workflowId, '--to', '<build>')}`,
    }))
  },
}

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
      const orderId = subjectOf(workflowId)?.orderId
      work.push({ workflowId, buildId, since: later(startTime, since), ...(orderId && { orderId }) })
    }
  }
  return work
}

const later = (a: Date, b: Date) => (a > b ? a : b)
