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

/** Perform for what Payme created, Cancel for what it never heard of again. */
export const performPayme = (till: Till, begun: PaymeTransaction) =>
  untilAnswered(till, begun, ({ id, state }) =>
    state === 1 ? till.sandbox.payme.perform(id) : cancelPayme(till.sandbox, id),
  )

/** Complete for what Click prepared, its cancellation for what it never heard of again. */
export const completeClick = (till: Till, begun: ClickPayment) =>
  untilAnswered(till, begun, ({ id, prepareId }) =>
    prepareId === undefined ? till.sandbox.click.cancel(id) : till.sandbox.click.complete(id),
  )

/** The card is refused by the bank, and the provider lets the payment go. */
export async function declined(till: Till, way: PayWay, { clickLink, paymeLink }: Ask): Promise<void> {
  const { click, payme } = till.sandbox
  if (way === 'click') await untilAnswered(till, await click.pay(clickLink, 'decline'), ({ id }) => click.cancel(id))
  else await untilAnswered(till, await payme.pay(paymeLink, 'decline'), ({ id }) => cancelPayme(till.sandbox, id))
}

const debitFailed = 3
const cancelPayme = ({ payme }: SandboxClient, id: string) => payme.cancel(id, debitFailed)

interface Begun {
  readonly outcome: string
  readonly state?: number
  readonly error?: object
}

/** A provider asks until it is answered. */
async function untilAnswered<Payment extends Begun>(
  { phone }: Till,
  begun: Payment,
  ask: (payment: Payment) => Promise<Payment>,
): Promise<Payment> {
  let payment = begun
  for (let tries = 0; isOpen(payment) && tries < triesOfProvider; tries++) {
    payment = await ask(payment)
    // One that the shop never got to know cannot be cancelled there.
    if (payment.state === 0 && payment.error) return payment
    if (isOpen(payment)) await phone.think(againMs)
  }
  return payment
}

const isOpen = ({ outcome }: Begun) => outcome === 'hung' || outcome === 'waiting'
