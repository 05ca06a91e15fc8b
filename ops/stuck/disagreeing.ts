import { awaitsComparison } from '../../db/restores'
import { opsCommand, quoted, type StuckThing } from '../../domain/stuck'
import { whatTheyBlock } from './blocked'
import { differingLifecycles, type LifecycleDifference, type LifecycleType, type Looking } from './lifecycles'
import type { StuckSource } from './source'

/** Orders, or subscriptions, of which the book says one thing and their lifecycle another. */
export const disagreeing = (type: LifecycleType, looking: Looking = {}): StuckSource => ({
  name: `${type}s in the book beside their lifecycles`,
  kinds: ['lifecycle_missing', 'lifecycle_left_over', 'stage_differs'],
  async find(place) {
    const differences = await differingLifecycles(place, type, looking)
    const about = ({ id }: LifecycleDifference) => (type === 'order' ? { orderId: id } : { subscriptionId: id })
    const blocks = await whatTheyBlock(place, differences.map(about))
    const wasRestored = differences.length > 0 && (await awaitsComparison(place.sql))
    return differences.map((difference): StuckThing => {
      const { kind, workflowId, book } = difference
      return {
        kind,
        subject: workflowId,
        reason: inWords(difference),
        since: book?.changedAt ?? null,
        blocks: blocks(about(difference)),
        remedy: wasRestored ? compareFirst : book ? opsCommand('reconcile') : withoutBook(difference),
      }
    })
  },
})

/** What a restored book has lost, the lifecycles know: they are asked before they are told. */
export const compareFirst = `${opsCommand('compare')}, for the database was restored; what is still listed then: ${opsCommand('reconcile')}`

/** Before its first step is taken, what was ordered is in no book. */
const withoutBook = ({ workflowId, running }: LifecycleDifference) =>
  running?.inStep
    ? `Start a worker: it waits to take its next step (${opsCommand('deployments')} shows the builds at work). Do not end it.`
    : terminate(workflowId)

function inWords({ kind, type, book, running }: LifecycleDifference): string {
  if (kind === 'lifecycle_missing') return `the book has it as ${book?.shows}, and no lifecycle runs`
  if (kind === 'stage_differs')
    return `the book has it as ${book?.shows}, its lifecycle shows ${running?.shows ?? 'nothing'}`
  return book
    ? `it has ended as ${book.shows}, and its lifecycle runs on`
    : `a lifecycle runs for no ${type} of the book`
}

/** Nothing of ours would know what to do: what it was for is not written down anywhere. */
const terminate = (workflowId: string) =>
  `temporal workflow terminate --workflow-id ${quoted(workflowId)} --reason 'not in the book', once you know where it came from`
