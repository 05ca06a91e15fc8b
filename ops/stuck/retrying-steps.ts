import { retriedSteps, type RetriedStep } from '../../db/retried-steps'
import { firstLine, subjectOf, type StuckThing } from '../../domain/stuck'
import { atMost } from '../at-most'
import { whatTheyBlock } from './blocked'
import type { StuckPlace, StuckSource } from './source'

const askedAtOnce = 8
/** While Telegram is away every message is retried: so many are looked into, the others are taken at the worker's word. */
const askedAtMost = 500

/**
 * Steps that were tried more than five times. The worker notes each (`activities/retry-watch.ts`), so that only those few
 * workflows are described; a local activity is shown by no description, and is taken as noted while its run goes on.
 */
export const retryingSteps: StuckSource = {
  name: 'steps that are tried again and again',
  kinds: ['step_retrying'],
  async find(place) {
    const noted = await retriedSteps(place.sql, place.businessId)
    const asked = await atMost(askedAtOnce, noted.slice(0, askedAtMost), async (step) =>
      (await isTriedStill(place, step)) ? [step] : [],
    )
    const steps = [...asked.flat(), ...noted.slice(askedAtMost)]
    const blocks = await whatTheyBlock(
      place,
      steps.map(({ workflowId }) => subjectOf(workflowId)),
    )
    return steps.map(({ workflowId, activity, attempt, error, since }): StuckThing => ({
      kind: 'step_retrying',
      subject: `${workflowId} ${activity}`,
      reason: `${activity} was tried ${attempt} times: ${error ? firstLine(error) : 'no try came to an end'}`,
      since,
      blocks: blocks(subjectOf(workflowId)),
      remedy:
        'It goes on by itself once the cause is gone: docs/runbooks/a-workflow-keeps-failing.md. What waits for it: the workflow in the Temporal UI.',
    }))
  },
}

async function isTriedStill({ client }: StuckPlace, step: RetriedStep): Promise<boolean> {
  const { workflowId, runId, activityId, isLocal } = step
  try {
    const { status, raw } = await client.workflow.getHandle(workflowId, runId).describe()
    if (status.name !== 'RUNNING') return false
    return isLocal || (raw.pendingActivities ?? []).some((pending) => pending.activityId === activityId)
  } catch (error) {
    // Its history is not kept any more.
    if (error instanceof Error && error.name === 'WorkflowNotFoundError') return false
    throw error
  }
}
