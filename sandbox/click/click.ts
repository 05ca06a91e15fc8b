import { randomInt } from 'node:crypto'
import type { SandboxSetup } from '../options'
import type { ClickMode, ClickPayment } from './book'
import { callShop, type ClickAnswer, type ClickRequest } from './shop-api'

/** What a payment link asks for (click.md 2.6). */
export interface ClickCheckout {
  readonly serviceId: string
  readonly merchantId: string
  /** So'm with two decimals. */
  readonly amount: string
  readonly merchantTransId: string
  readonly returnUrl: string | undefined
}

export interface PayByClick {
  readonly mode: ClickMode
  /** `late` pays after this long; the sandbox's `lateMs` when left out. */
  readonly delayMs?: number
  /** Send each call and its repeat at the same moment. */
  readonly together?: boolean
}

/** Click's own error for a payment that the card refused, as its test suite sends it (click.md 2.5). */
const declined = { error: -5017, errorNote: 'Payment declined' }
const confirmed = { error: 0, errorNote: 'Success' }

/** Reads a payment link or its query. A string says what is wrong with it. */
export function readClickLink(link: string): ClickCheckout | string {
  const query = new URLSearchParams(link.includes('?') ? link.slice(link.indexOf('?')) : link)
  const serviceId = query.get('service_id') ?? ''
  const merchantId = query.get('merchant_id') ?? ''
  const merchantTransId = query.get('transaction_param') ?? ''
  const amount = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(query.get('amount') ?? '')
  if (!serviceId || !merchantId) return 'service_id or merchant_id is missing'
  if (!merchantTransId) return 'transaction_param is missing'
  if (!amount || Number(amount[0]) <= 0) return "amount is not a number of so'm"
  return {
    serviceId,
    merchantId,
    merchantTransId,
    amount: `${amount[1]}.${(amount[2] ?? '').padEnd(2, '0')}`,
    returnUrl: query.get('return_url') ?? undefined,
  }
}

/** Click, as far as a merchant sees it: it calls our webhook and keeps its own book. */
export class Click {
  private payments: ClickPayment[] = []
  private readonly timers = new Map<string, NodeJS.Timeout>()
  private issued = 0n

  constructor(private readonly setup: SandboxSetup) {}

  list(): readonly ClickPayment[] {
    return this.payments
  }

  find(id: string): ClickPayment | undefined {
    return this.payments.find((payment) => payment.id === id)
  }

  /** The buyer presses a button on the payment page. Resolves when Click has no more to say for now. */
  pay(checkout: ClickCheckout, how: PayByClick): Promise<ClickPayment> {
    return this.start(checkout, how).done
  }

  /** As `pay`, for a page that shows the payment while it is under way. */
  start(checkout: ClickCheckout, how: PayByClick) {
    const payment = this.open(checkout, how)
    return { payment, done: this.run(payment, how) }
  }

  /** The money has been taken: Complete with error 0. */
  async complete(payment: ClickPayment, together = false): Promise<ClickPayment> {
    this.stopTimer(payment)
    // A call on a payment that has ended asks what it comes to; it cannot change how it ended.
    const hasEnded = payment.outcome !== 'waiting' && payment.outcome !== 'hung'
    const answer = await this.call(payment, { action: '1', ...confirmed, together })
    if (hasEnded) {
      noteError(payment, answer)
      return payment
    }
    if (answer.error === 0 || answer.error === -4) {
      if (answer.confirmId !== undefined) payment.confirmId = answer.confirmId
      payment.outcome = 'paid'
      // Scenario 7: the repeat of a confirmed Complete is answered -4. Of two sent at once none was confirmed before.
      const isKnown = answer.repeated === -4 || (together && answer.repeated === 0)
      if (!isKnown) payment.faults.push(`Complete: the repeat was answered ${answer.repeated}, not -4`)
      return payment
    }
    noteError(payment, answer)
    payment.outcome = answer.error === -9 ? 'returned' : 'hung'
    return payment
  }

  /** Complete with a negative error: the card refused, or Click takes the payment back (scenarios 8, 13, 14). */
  async cancel(payment: ClickPayment): Promise<ClickPayment> {
    this.stopTimer(payment)
    const wasPaid = payment.outcome === 'paid'
    const answer = await this.call(payment, { action: '1', ...declined })
    if (answer.error !== -9 || answer.repeated !== -9) {
      payment.faults.push(`Complete with error -5017 was answered ${answer.error} and ${answer.repeated}, not -9`)
      noteError(payment, answer)
    }
    // A confirmed payment stays paid: -9 only tells Click that its cancellation was heard.
    if (!wasPaid) payment.outcome = answer.error === undefined ? 'hung' : 'cancelled'
    return payment
  }

  /** Taken back in Click's cabinet. Click does not tell the merchant; only its book changes. */
  reverse(payment: ClickPayment): ClickPayment {
    payment.outcome = 'reversed'
    return payment
  }

  snapshot(): readonly ClickPayment[] {
    return this.payments
  }

  /** Late payers of the last run go on being late. */
  restore(payments: readonly ClickPayment[]): void {
    this.payments = [...payments]
    for (const payment of this.payments) {
      if (payment.completeAt !== undefined) {
        this.completeLater(payment, Math.max(0, payment.completeAt - this.setup.clock()))
      }
    }
  }

  reset(): void {
    this.close()
    this.payments = []
  }

  close(): void {
    for (const timer of this.timers.values()) clearTimeout(timer)
    this.timers.clear()
  }

  private open(checkout: ClickCheckout, how: PayByClick): ClickPayment {
    const payment: ClickPayment = {
      id: this.newId(),
      paydocId: String(randomInt(1e9, 9e9)),
      merchantTransId: checkout.merchantTransId,
      amount: checkout.amount,
      at: this.setup.clock(),
      mode: how.mode,
      ...(checkout.returnUrl !== undefined && { returnUrl: checkout.returnUrl }),
      outcome: 'waiting',
      calls: [],
      faults: [],
    }
    this.payments.push(payment)
    return payment
  }

  private async run(payment: ClickPayment, how: PayByClick): Promise<ClickPayment> {
    if (!(await this.prepare(payment, how.together ?? false))) return payment
    switch (how.mode) {
      case 'pay':
        return this.complete(payment, how.together)
      case 'decline':
        return this.cancel(payment)
      case 'late':
        this.completeLater(payment, how.delayMs ?? this.setup.timings.lateMs)
        return payment
      case 'disconnect':
        return payment
    }
  }

  private async prepare(payment: ClickPayment, together: boolean): Promise<boolean> {
    const answer = await this.call(payment, { action: '0', ...confirmed, together })
    if (!answer.call.same) payment.faults.push('Prepare: the repeated call was answered differently')
    if (answer.error === 0 && answer.prepareId !== undefined) {
      payment.prepareId = answer.prepareId
      return true
    }
    noteError(payment, answer)
    payment.outcome = answer.error === undefined ? 'hung' : 'refused'
    // click.md 2.4: a refused Prepare is followed by a cancelling Complete, except when it was "already paid".
    if (answer.error !== undefined && answer.error !== -4 && answer.prepareId !== undefined) {
      payment.prepareId = answer.prepareId
      await this.call(payment, { action: '1', error: -9, errorNote: 'Transaction cancelled' })
    }
    return false
  }

  private async call(
    payment: ClickPayment,
    request: Pick<ClickRequest, 'action' | 'error' | 'errorNote' | 'together'>,
  ): Promise<ClickAnswer> {
    const answer = await callShop(this.setup, {
      ...request,
      clickTransId: payment.id,
      paydocId: payment.paydocId,
      merchantTransId: payment.merchantTransId,
      amount: payment.amount,
      ...(payment.prepareId !== undefined && { merchantPrepareId: payment.prepareId }),
    })
    payment.calls.push(answer.call)
    payment.faults.push(...answer.faults)
    return answer
  }

  private completeLater(payment: ClickPayment, delayMs: number): void {
    payment.completeAt = this.setup.clock() + delayMs
    const timer = setTimeout(() => void this.complete(payment), delayMs)
    timer.unref()
    this.timers.set(payment.id, timer)
  }

  private stopTimer(payment: ClickPayment): void {
    clearTimeout(this.timers.get(payment.id))
    this.timers.delete(payment.id)
    delete payment.completeAt
  }

  /** Beyond 2^53, so that a merchant that reads it as a JavaScript number is found out; grows with the clock. */
  private newId(): string {
    return String(BigInt(this.setup.clock()) * 10_000n + (this.issued++ % 10_000n))
  }
}

function noteError(payment: ClickPayment, { error, note }: ClickAnswer): void {
  if (error !== undefined) payment.error = { code: error, note }
}
