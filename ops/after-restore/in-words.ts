import type { Difference } from '../../domain/after-restore'
import { formatMoney, fromJson } from '../../domain/money'

/** A difference for the person at the terminal: what is so, and what puts it right. */
export function inWords(difference: Difference): { readonly what: string; readonly remedy: string } {
  switch (difference.kind) {
    case 'order_missing':
      return {
        what: `order ${difference.orderId}: the book has lost it; its workflow shows ${shown(difference.stage)}`,
        remedy:
          'it is placed again with a new number, at the prices of today, and the buyer is asked to pay; money that came before is booked below',
      }
    case 'order_differs':
      return {
        what: `order ${difference.number} (${difference.orderId}): ${difference.book} in the book, ${shown(difference.workflow)} in its workflow${difference.running ? '' : ', which has ended'}`,
        remedy: remedyOfOrder(difference),
      }
    case 'subscription_missing':
      return {
        what: `subscription ${difference.subscriptionId}: the book has lost it`,
        remedy: 'it is placed again with a new number, at the terms of today; money that came before is booked below',
      }
    case 'subscription_differs':
      return {
        what: `subscription ${difference.number} (${difference.subscriptionId}): ${difference.book} in the book, ${shown(difference.workflow)} in its workflow`,
        remedy: 'it goes on from the book. What staff or the buyer did with it since then has to be done again',
      }
    case 'payment_differs':
      return {
        what: `payment ${difference.paymentId}: ${difference.book ?? 'not'} in the book, ${difference.workflow} in its workflow`,
        remedy: 'its run is ended, and what it pays for collects anew from the book',
      }
    case 'refund_missing': {
      const { provider, externalId, paymentId } = difference.refunding
      return {
        what: `refund of ${paymentId}: ${provider} ${externalId} is about to be given back, and the book does not know it`,
        remedy:
          'its run is ended; what was cancelled is cancelled again below, or asked back once more, and puts it down anew',
      }
    }
    case 'money_missing': {
      const { provider, externalId, paymentId, landed, at } = difference.money
      return {
        what: `money for ${paymentId}: ${provider} took ${formatMoney(fromJson(landed.money))} as ${externalId} at ${new Date(at).toISOString()}, ${difference.book ?? 'not'} in the book`,
        remedy: 'its payment is told of it again, as if the provider had',
      }
    }
    case 'return_missing': {
      const { provider, externalId, paymentId, at } = difference.returned
      return {
        what: `money of ${paymentId}: ${provider} gave ${externalId} back at ${new Date(at).toISOString()}, ${difference.book ?? 'not'} in the book`,
        remedy: 'the book is told that it has gone back',
      }
    }
  }
}

function remedyOfOrder({ book, workflow }: Extract<Difference, { kind: 'order_differs' }>): string {
  if (workflow === 'cancelled') return 'it was cancelled: it goes on from the book and is cancelled again'
  const goesOn = 'it goes on from the book, once its money is there'
  if (workflow === 'fulfilling' || workflow === 'delivered') {
    return `${goesOn}. Staff have made or delivered it (${workflow}): they press again what they pressed, from the new offer on`
  }
  return book === workflow ? 'nobody is at it: it goes on from the book' : goesOn
}

const shown = (stage: string | null) => stage ?? 'nothing'
