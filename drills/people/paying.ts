import type { ClickPayment, PaymeTransaction, SandboxClient } from '../../sandbox/client'
import type { PayWay } from './crowd'
import type { Ask, Phone } from './phone'

export interface Till {
  readonly sandbox: SandboxClient
  readonly phone: Phone
}

export type PayEnd = 'paid' | 'refused'

const triesOfBuyer = 6
const againMs = 3_000
/** Providers ask an unanswered merchant for hours; a drill is shorter. */
const triesOfProvider = 60

/** Pays until the money has moved, as a person does who presses again after a failure; `refused` when the shop will not have it. */
export async function pay(till: Till, way: PayWay, ask: Ask, { together = false } = {}): Promise<PayEnd> {
  for (let attempt = 1; attempt <= triesOfBuyer; attempt++) {
    const end = await attempts[way](till, ask, together)
    if (end !== undefined) return end
    await till.phone.think(againMs)
  }
  return 'refused'
}

/** Undefined: it came to nothing, and may be tried again. */
type Attempt = (till: Till, ask: Ask, together: boolean) => Promise<PayEnd | undefined>

const attempts: Readonly<Record<PayWay, Attempt>> = {
  async payme(till, { paymeLink }, together) {
    const begun = await till.sandbox.payme.pay(paymeLink, 'pay', { together })
    const { outcome } = begun.outcome === 'hung' ? await performPayme(till, begun) : begun
    return outcome === 'paid' ? 'paid' : undefined
  },
  async click(till, { clickLink }, together) {
    const begun = await till.sandbox.click.pay(clickLink, 'pay', { together })
    const { outcome } = begun.outcome === 'hung' ? await completeClick(till, begun) : begun
    return outcome === 'paid' ? 'paid' : undefined
  },
  async stars({ phone }, { starsData }) {
    if (!starsData) return 'refused'
    await phone.press(starsData)
    const invoice = await phone.untilSeen(
      (messages) => messages.findLast(({ invoice: shown }) => shown && !shown.paid),
      15_000,
    )
    if (!invoice) return undefined
    const { outcome } = await phone.payInvoice()
    return outcome === 'paid' ? 'paid' : undefined
  },
}

/** Payme asks until it is answered: Perform for what was created, Cancel for what it never heard of again. */
export async function performPayme({ sandbox, phone }: Till, begun: PaymeTransaction): Promise<PaymeTransaction> {
  let transaction = begun
  for (let tries = 0; isOpen(transaction) && tries < triesOfProvider; tries++) {
    transaction =
      transaction.state === 1
        ? await sandbox.payme.perform(transaction.id)
        : await sandbox.payme.cancel(transaction.id, 3)
    // One that the shop never got to know cannot be cancelled there.
    if (transaction.state === 0 && transaction.error) return transaction
    if (isOpen(transaction)) await phone.think(againMs)
  }
  return transaction
}

/** Click asks until it is answered: Complete for what was prepared, its cancellation for the rest. */
export async function completeClick({ sandbox, phone }: Till, begun: ClickPayment): Promise<ClickPayment> {
  let payment = begun
  for (let tries = 0; isOpen(payment) && tries < triesOfProvider; tries++) {
    payment =
      payment.prepareId === undefined
        ? await sandbox.click.cancel(payment.id)
        : await sandbox.click.complete(payment.id)
    if (isOpen(payment)) await phone.think(againMs)
  }
  return payment
}

const isOpen = ({ outcome }: { readonly outcome: string }) => outcome === 'hung' || outcome === 'waiting'
