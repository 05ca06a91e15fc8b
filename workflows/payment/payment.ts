import { allHandlersFinished, condition, log, setCurrentDetails, setHandler } from '@temporalio/workflow'
import type { LedgerActivities } from '../../activities/ledger'
import type { LedgerAnswer } from '../../domain/ledger'
import { formatMoney, fromJson } from '../../domain/money'
import { askedLedger, ledger } from '../ledger'
import { OneAtATime } from '../one-at-a-time'
import { shownPayment, showPaymentStage } from '../search-attributes'
import { Voice } from '../voice'
import { Alarm } from './alarm'
import * as messages from './messages'
import type { PaymentOutcome, PaymentStart } from './messages'
import { PaymentStage } from './stage'
import { follow, type Unexpected } from './unexpected-money'

const lastWordsMs = 60_000
const nearlyMs = 60_000

type Performed = Awaited<ReturnType<LedgerActivities['performPayment']>>
type Terms = Awaited<ReturnType<LedgerActivities['openPayment']>>

/**
 * One stage of money: asks for it, nudges, and ends as paid, expired or cancelled. Every message changes the book
 * first and is answered with what the book says. A `late` run takes one message for a payment that has ended.
 */
export async function payment(start: PaymentStart): Promise<PaymentOutcome> {
  return new PaymentRun(start).run()
}

class PaymentRun {
  private readonly key: { readonly businessId: string; readonly paymentId: string }
  private readonly voice = new Voice()
  /** What is said about unexpected money keeps its point after the stage has ended. */
  private readonly lateVoice = new Voice()
  private readonly queue = new OneAtATime()
  private readonly alarm = new Alarm()
  private readonly unexpected: Unexpected[] = []
  /** Unknown to a `late` run: its stage has ended. */
  private stage: PaymentStage | undefined
  private nudgesAsked = 0

  constructor(private readonly start: PaymentStart) {
    this.key = { businessId: start.businessId, paymentId: start.paymentId }
  }

  async run(): Promise<PaymentOutcome> {
    // Queued before the first message is: a message that comes with the first task finds the stage open.
    const opened = this.start.mode === 'open' ? this.queue.run(() => this.open()) : null
    this.listen()
    if (opened) await this.collect(await opened)
    const { landed } = this.start
    if (landed) await this.queue.run(async () => this.landed(await ledger.performPayment(this.key, landed, Date.now())))
    for (;;) {
      await this.followMoney()
      const saidAll = await this.saidAll()
      const state = this.stage?.state ?? (await ledger.stateOfPayment(this.key))
      // Money may have landed while the book was asked.
      if (this.unexpected.length > 0 || !allHandlersFinished()) continue
      if (!saidAll || !this.isSpeaking()) return { state: state as PaymentOutcome['state'] }
    }
  }

  /**
   * Waits until nothing is left to say or new money has come. A stage keeps what it pays for waiting only so long while
   * Telegram is away: the refund of unexpected money says the rest.
   */
  private saidAll(): Promise<boolean> {
    const isDone = () => this.unexpected.length > 0 || (!this.isSpeaking() && allHandlersFinished())
    return this.stage ? condition(isDone, lastWordsMs, { summary: 'last words' }) : condition(isDone).then(() => true)
  }

  private isSpeaking(): boolean {
    return this.voice.speaking || this.lateVoice.speaking
  }

  private async open(): Promise<{ stage: PaymentStage; terms: Terms }> {
    const terms = await ledger.openPayment(this.key, Date.now())
    this.stage = new PaymentStage(terms)
    return { stage: this.stage, terms }
  }

  private async collect({ stage, terms }: Awaited<ReturnType<typeof this.open>>): Promise<void> {
    const sum = `${terms.ref}: ${formatMoney(fromJson(terms.money))}`
    if (!stage.settled) {
      const dedupeKey = `${this.key.paymentId}/due/${terms.openedAt}`
      this.voice.say({ kind: 'payment_due', ...this.start, dedupeKey })
    }
    while (!stage.settled) {
      await this.followMoney()
      show(stage)
      setCurrentDetails(inWords(stage, sum))
      await this.nextWake(stage, sum)
      const wake = stage.onWake(Date.now())
      if (wake?.kind === 'nudge') this.nudge(wake.nudge, terms.openedAt)
      if (wake?.kind === 'expire') await this.learnFrom(() => ledger.expirePayment(this.key, Date.now()))
      if (wake?.kind === 'release') await this.learnFrom(() => ledger.releaseOverdueHold(this.key, Date.now()))
    }
    this.voice.silence()
    await condition(allHandlersFinished)
    show(stage)
    setCurrentDetails(`${sum} is **${stage.state}**`)
  }

  private async nextWake(stage: PaymentStage, sum: string): Promise<void> {
    const { revision } = stage
    await this.alarm.until(stage.nextWake() ?? 0, () => stage.revision !== revision, `${sum}: next look`)
  }

  private async followMoney(): Promise<void> {
    for (let money = this.unexpected.shift(); money; money = this.unexpected.shift()) {
      await follow(this.start, money, this.lateVoice)
    }
  }

  private nudge(number: number, openedAt: number): void {
    const { businessId, paymentId } = this.key
    const dedupeKey = `${paymentId}/nudge/${openedAt}/${number}`
    this.voice.say({ kind: 'payment_nudge', ...this.start, nudge: number, dedupeKey }, (outcome) =>
      ledger.tellNudge(
        { businessId, paymentId },
        { nudge: number, now: Date.now(), ...(outcome !== 'sent' && { skipped: outcome }) },
      ),
    )
  }

  // Messages ----------------------------------------------------------------------------------------------------

  private listen(): void {
    const { key } = this
    const answered = (ask: () => Promise<LedgerAnswer>) => this.queue.run(async () => this.learn(await ask()))
    const landed = (ask: () => Promise<Performed>) => this.queue.run(async () => this.landed(await ask()))

    setHandler(messages.hold, (request) => answered(() => askedLedger.holdPayment(key, request, Date.now())))
    setHandler(messages.release, (request) => answered(() => askedLedger.releasePayment(key, request, Date.now())))
    setHandler(messages.perform, (request) => landed(() => askedLedger.performPayment(key, request, Date.now())))
    setHandler(messages.markPaidByHand, (press) => landed(() => askedLedger.receiveCash(key, press, Date.now())))
    setHandler(messages.moneyLanded, async (request) => {
      const answer = await landed(() => ledger.performPayment(key, request, Date.now()))
      if (!answer.ok) log.error('money landed, and the book refuses it', { refusal: answer.refusal })
    })
    const look = () => this.learnFrom(() => ledger.releaseOverdueHold(key, Date.now()))
    setHandler(messages.saidAgain, async ({ step, ...request }) => {
      if (step === 'perform') await landed(() => ledger.performPayment(key, request, Date.now()))
      else await look()
    })
    setHandler(messages.bookChanged, look)
    setHandler(messages.extend, ({ actor }) =>
      this.queue.run(async () => {
        const answer = await askedLedger.extendPayment(key, actor, Date.now())
        if ('expiresAt' in answer) this.stage?.extendTo(answer.expiresAt)
        return answer
      }),
    )
    setHandler(messages.withdraw, ({ actor }) => this.learnFrom(() => ledger.withdrawPayment(key, actor, Date.now())))
    setHandler(messages.switchNudges, ({ on }) => this.stage?.switchNudges(on))
    setHandler(messages.nudgeNow, () => {
      if (this.stage?.state !== 'due') return
      this.nudgesAsked++
      const dedupeKey = `${key.paymentId}/nudge-asked/${this.stage.openedAt}/${this.nudgesAsked}`
      this.voice.say({ kind: 'payment_nudge', ...this.start, nudge: 0, dedupeKey })
    })
  }

  private learn(answer: LedgerAnswer): LedgerAnswer {
    this.stage?.learn(answer)
    return answer
  }

  private landed({ answer, landing }: Performed): LedgerAnswer {
    if (!answer.ok || !landing) return this.learn(answer)
    const { transaction } = answer
    // A renewal names the payment of its first charge and pays for another one; who waits for that has to hear of it.
    const isOwn = transaction.paymentId === this.key.paymentId
    if (landing !== 'paid') this.unexpected.push({ landing, transaction })
    else if (this.start.mode === 'late' || !isOwn) this.unexpected.push({ landing: 'renewed', transaction })
    return isOwn ? this.learn(answer) : answer
  }

  private learnFrom(look: () => ReturnType<LedgerActivities['withdrawPayment']>): Promise<void> {
    return this.queue.run(async () => this.stage?.stands(await look()))
  }
}

/** A hold of some seconds is not worth a line in the list, and a deadline that was expected need not be told exactly. */
function show({ state, deadline }: PaymentStage): void {
  const shown = shownPayment()
  if (state === 'held' && shown.state === 'due') return
  if (state === shown.state && Math.abs(deadline - (shown.dueAt ?? 0)) < nearlyMs) return
  showPaymentStage(state, deadline)
}

function inWords(stage: PaymentStage, sum: string): string {
  const at = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ')
  if (stage.state === 'held') return `A provider is taking ${sum}; it has until ${at(stage.deadline)} UTC`
  const next = stage.nextWake()
  const nudgeNext = next !== null && next < stage.deadline ? `; next nudge ${at(next)}` : ''
  return `Waits for ${sum} until ${at(stage.deadline)} UTC${nudgeNext}`
}
