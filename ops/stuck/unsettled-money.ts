import { awaitsComparison } from '../../db/restores'
import { differencesForPeople } from '../../db/stuck'
import { formatMoney } from '../../domain/money'
import { opsCommand, type StuckThing } from '../../domain/stuck'
import { whatTheyBlock } from './blocked'
import { compareFirst } from './disagreeing'
import { openRefunds } from './refund-runs'
import type { StuckSource } from './source'

const refundPatienceMs = 24 * 3_600_000

/** What the books of providers and ours disagree about, as the reconciliation wrote it down. */
export const differingBooks: StuckSource = {
  name: 'differences between books',
  kinds: ['books_differ'],
  async find(place) {
    const differences = await differencesForPeople(place.sql, place.businessId)
    const blocks = await whatTheyBlock(place, differences)
    return differences.map((difference): StuckThing => {
      const { provider, kind, externalId, amount, bookAmount, since } = difference
      const stars = (sum: bigint) => formatMoney({ amount: sum, currency: 'XTR' })
      const booked = bookAmount === null || bookAmount === amount ? '' : `, in the book ${stars(bookAmount)}`
      return {
        kind: 'books_differ',
        subject: `${provider} ${externalId}`,
        reason: `${kind.replaceAll('_', ' ')}: ${stars(amount)}${booked}`,
        since,
        blocks: blocks(difference),
        remedy: `${opsCommand('reconcile', '--provider', provider)} compares again and says what to do`,
      }
    })
  },
}

/** Money that has to go back: nobody gives it back, or it has waited for a day. */
export const waitingRefunds: StuckSource = {
  name: 'refunds',
  kinds: ['refund_waiting', 'lifecycle_missing'],
  async find(place) {
    const before = Date.now() - refundPatienceMs
    const refunds = (await openRefunds(place)).filter(({ isRunning, since }) => !isRunning || since.getTime() < before)
    const blocks = await whatTheyBlock(place, refunds)
    const isAnyLost = refunds.some(({ isRunning }) => !isRunning)
    const beginAgain = isAnyLost && (await awaitsComparison(place.sql)) ? compareFirst : opsCommand('reconcile')
    return refunds.map((refund): StuckThing => {
      const { provider, externalId, paymentRef, amount, currency, state, since, isRunning, workflowId } = refund
      const sum = `${formatMoney({ amount, currency })} of ${paymentRef}`
      const what = { since, blocks: blocks(refund) }
      if (!isRunning) {
        const reason = `${sum} has to go back through ${provider}, and no lifecycle runs`
        return { ...what, kind: 'lifecycle_missing', subject: workflowId, reason, remedy: beginAgain }
      }
      return {
        ...what,
        kind: 'refund_waiting',
        subject: `${provider} ${externalId}`,
        reason: `${sum} should go back through ${provider}: ${state.replaceAll('_', ' ')}`,
        remedy:
          state === 'awaiting_staff'
            ? 'Give it back in the cabinet of the provider or in cash, then confirm it: /staff in the shop bot, refunds'
            : `Do not give it back by hand: it goes back by itself. What it waits for: ${workflowId} in the Temporal UI`,
      }
    })
  },
}
