import { randomBytes } from 'node:crypto'
import type { SandboxSetup } from '../options'
import type { PaymeMode, PaymeStatement, PaymeTransaction } from './book'
import type { PaymeCheckout } from './link'
import { callMerchant, type PaymeMethod, type RpcOutcome } from './rpc'

export interface PayByPayme {
  readonly mode: PaymeMode
  /** How old the transaction claims to be, ms: 43 200 000 reaches Payme's 12 h limit. */
  readonly ageMs?: number
  /** `late` pays after this long; the sandbox's `lateMs` when left out. */
  readonly delayMs?: number
  /** Send each call and its repeat at the same moment. */
  readonly together?: boolean
}

/** Payme's numbers for why a transaction ends (payme.md 1.3). */
const reasons = { debitFailed: 2, executionFailed: 3, timeout: 4, refund: 5 } as const

/** Payme, as far as a merchant sees it: it calls our webhook and keeps its own book. */
export class Payme {
  private transactions: PaymeTransaction[] = []
  private readonly timers = new Map<string, NodeJS.Timeout>()

  constructor(private readonly setup: SandboxSetup) {}

  list(): readonly PaymeTransaction[] {
    return this.transactions
  }

  find(id: string): PaymeTransaction | undefined {
    return this.transactions.find((transaction) => transaction.id === id)
  }

  /** The buyer presses a button on the checkout page. Resolves when Payme has no more to say for now. */
  pay(checkout: PaymeCheckout, how: PayByPayme): Promise<PaymeTransaction> {
    return this.start(checkout, how).done
  }

  /** As `pay`, for a page that shows the transaction while it is under way. */
  start(checkout: PaymeCheckout, how: PayByPayme) {
    const transaction = this.open(checkout, how)
    return { transaction, done: this.run(transaction, how) }
  }

  /** PerformTransaction now: a late payer pays, or a hung one is retried. */
  async perform(transaction: PaymeTransaction, together = false): Promise<PaymeTransaction> {
    this.stopTimer(transaction)
    const answer = await this.call(transaction, 'PerformTransaction', { id: transaction.id }, together)
    // A call on a transaction that has ended asks what it comes to; it cannot change how it ended.
    const isOpen = transaction.state === 1
    if (answer.kind === 'unknown') return isOpen ? this.settle(transaction, 'hung') : transaction
    if (answer.kind === 'error') {
      if (!isOpen) {
        transaction.error = answer.error
        return transaction
      }
      // The merchant will not give the goods, so the money goes back and the transaction is ended.
      await this.cancel(transaction, reasons.executionFailed)
      transaction.error = answer.error
      return this.settle(transaction, 'refused')
    }
    delete transaction.error
    transaction.state = 2
    transaction.performTime = Number(answer.result['perform_time'])
    return this.settle(transaction, 'paid')
  }

  /** CancelTransaction: of a created one, or the refund of a performed one. */
  async cancel(transaction: PaymeTransaction, reason: number): Promise<PaymeTransaction> {
    this.stopTimer(transaction)
    const answer = await this.call(transaction, 'CancelTransaction', { id: transaction.id, reason })
    if (answer.kind === 'unknown') return this.settle(transaction, 'hung')
    if (answer.kind === 'error') {
      transaction.error = answer.error
      return transaction
    }
    delete transaction.error
    transaction.state = Number(answer.result['state']) === -2 ? -2 : -1
    transaction.cancelTime = Number(answer.result['cancel_time'])
    transaction.reason ??= reason
    return this.settle(transaction, transaction.state === -2 ? 'refunded' : 'cancelled')
  }

  refund(transaction: PaymeTransaction): Promise<PaymeTransaction> {
    return this.cancel(transaction, reasons.refund)
  }

  /** CheckTransaction; the answer goes into the book's calls, and its state becomes ours. */
  async check(transaction: PaymeTransaction): Promise<PaymeTransaction> {
    const answer = await this.call(transaction, 'CheckTransaction', { id: transaction.id })
    if (answer.kind === 'error') transaction.error = answer.error
    if (answer.kind !== 'result') return transaction
    const state = Number(answer.result['state'])
    if (state === 1 || state === 2 || state === -1 || state === -2) transaction.state = state
    return transaction
  }

  async statement(from: number, to: number): Promise<PaymeStatement> {
    const answer = await callMerchant(this.setup, { method: 'GetStatement', params: { from, to } })
    const transactions = answer.kind === 'result' ? answer.result['transactions'] : undefined
    const fault = answer.kind === 'error' ? describeError(answer.error.message, 'en') : answer.faults[0]
    return {
      call: answer.call,
      transactions: Array.isArray(transactions) ? transactions : [],
      ...(fault !== undefined && { fault }),
    }
  }

  /** Any call, with any parameters and key, twice: for the scenarios of Payme's own test page (payme.md 1.9). */
  async raw(method: PaymeMethod, params: object, key?: string): Promise<RpcOutcome> {
    return callMerchant(this.setup, { method, params, ...(key !== undefined && { key }) })
  }

  snapshot(): readonly PaymeTransaction[] {
    return this.transactions
  }

  /** Late payers of the last run go on being late. */
  restore(transactions: readonly PaymeTransaction[]): void {
    this.transactions = [...transactions]
    for (const transaction of this.transactions) {
      if (transaction.performAt !== undefined) {
        this.performLater(transaction, Math.max(0, transaction.performAt - this.setup.clock()))
      }
    }
  }

  reset(): void {
    this.close()
    this.transactions = []
  }

  close(): void {
    for (const timer of this.timers.values()) clearTimeout(timer)
    this.timers.clear()
  }

  private open(checkout: PaymeCheckout, how: PayByPayme): PaymeTransaction {
    const now = this.setup.clock()
    const transaction: PaymeTransaction = {
      id: newTransactionId(now),
      account: checkout.account,
      amount: checkout.amount.toString(),
      time: now - (how.ageMs ?? 0),
      mode: how.mode,
      lang: checkout.lang,
      ...(checkout.returnUrl !== undefined && { returnUrl: checkout.returnUrl }),
      state: 0,
      outcome: 'waiting',
      calls: [],
      faults: [],
    }
    this.transactions.push(transaction)
    return transaction
  }

  private async run(transaction: PaymeTransaction, how: PayByPayme): Promise<PaymeTransaction> {
    if (!(await this.create(transaction, how.together ?? false))) return transaction
    switch (how.mode) {
      case 'pay':
        return this.perform(transaction, how.together)
      case 'decline':
        return this.cancel(transaction, reasons.debitFailed)
      case 'late':
        this.performLater(transaction, how.delayMs ?? this.setup.timings.lateMs)
        return transaction
      case 'disconnect':
        return transaction
    }
  }

  private async create(transaction: PaymeTransaction, together: boolean): Promise<boolean> {
    const { id, time, account } = transaction
    const amount = Number(transaction.amount)
    const check = await this.call(transaction, 'CheckPerformTransaction', { amount, account }, together)
    if (check.kind !== 'result') return this.refused(transaction, check)
    const created = await this.call(transaction, 'CreateTransaction', { id, time, amount, account }, together)
    if (created.kind !== 'result') return this.refused(transaction, created)
    transaction.state = 1
    transaction.createTime = Number(created.result['create_time'])
    transaction.merchantTransaction = String(created.result['transaction'])
    return true
  }

  private refused(transaction: PaymeTransaction, answer: RpcOutcome): false {
    if (answer.kind === 'error') transaction.error = answer.error
    this.settle(transaction, answer.kind === 'unknown' ? 'hung' : 'refused')
    return false
  }

  private async call(
    transaction: PaymeTransaction,
    method: PaymeMethod,
    params: object,
    together = false,
  ): Promise<RpcOutcome> {
    const outcome = await callMerchant(this.setup, { method, params, together })
    transaction.calls.push(outcome.call)
    transaction.faults.push(...outcome.faults)
    return outcome
  }

  private performLater(transaction: PaymeTransaction, delayMs: number): void {
    transaction.performAt = this.setup.clock() + delayMs
    const timer = setTimeout(() => void this.perform(transaction), delayMs)
    timer.unref()
    this.timers.set(transaction.id, timer)
  }

  private stopTimer(transaction: PaymeTransaction): void {
    clearTimeout(this.timers.get(transaction.id))
    this.timers.delete(transaction.id)
    delete transaction.performAt
  }

  private settle(transaction: PaymeTransaction, outcome: PaymeTransaction['outcome']): PaymeTransaction {
    transaction.outcome = outcome
    return transaction
  }
}

/** A message of the merchant in the reader's language; merchants send a string or one text per language. */
export function describeError(message: Readonly<Record<string, string>> | string, lang: 'ru' | 'uz' | 'en'): string {
  if (typeof message === 'string') return message
  return message[lang] ?? message['ru'] ?? Object.values(message)[0] ?? ''
}

/** Like a MongoDB id, as Payme's are: the time first, so that they sort, then chance. */
const newTransactionId = (now: number) =>
  Math.floor(now / 1000)
    .toString(16)
    .padStart(8, '0') + randomBytes(8).toString('hex')
