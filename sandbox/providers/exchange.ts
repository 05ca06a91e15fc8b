import { setTimeout as sleep } from 'node:timers/promises'
import type { SandboxTimings } from '../options'

/** One answer of our webhook, as it came. */
export interface Answer {
  /** HTTP status; 0 when none came. */
  readonly status: number
  readonly body: string
  readonly ms: number
  /** Why no answer came. */
  readonly broken?: string
}

/** One call of a provider's protocol: the request, and every answer to it in order. */
export interface BookedCall {
  readonly method: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly request: string
  readonly answers: readonly Answer[]
  /** The two answers that count were the same byte for byte. */
  readonly same: boolean
}

export interface Exchange {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** A fault of the other side: the call is sent again after a while, as the provider does. */
  readonly isTryAgain: (answer: Answer) => boolean
  /** Send both calls at the same moment instead of one after the other. */
  readonly together?: boolean
}

export interface Exchanged {
  /** The answers that count: to the call and to its repeat. */
  readonly first: Answer
  readonly second: Answer
  /** Every answer, also those that were followed by another attempt. */
  readonly answers: readonly Answer[]
}

/** Sends a call and its repeat; each is tried again while the answer says so, at most `providerAttempts` times. */
export async function sendTwice(exchange: Exchange, timings: SandboxTimings): Promise<Exchanged> {
  if (exchange.together) {
    const [one, other] = await Promise.all([untilAnswered(exchange, timings), untilAnswered(exchange, timings)])
    return { first: last(one), second: last(other), answers: [...one, ...other] }
  }
  const one = await untilAnswered(exchange, timings)
  // A call that nobody could answer is not repeated on top: it stays open for a person to retry.
  if (exchange.isTryAgain(last(one))) return { first: last(one), second: last(one), answers: one }
  const other = await untilAnswered(exchange, timings)
  return { first: last(one), second: last(other), answers: [...one, ...other] }
}

async function untilAnswered(exchange: Exchange, timings: SandboxTimings): Promise<Answer[]> {
  const answers: Answer[] = []
  for (let attempt = 1; ; attempt++) {
    const answer = await send(exchange, timings.providerTimeoutMs)
    answers.push(answer)
    if (!exchange.isTryAgain(answer) || attempt >= timings.providerAttempts) return answers
    await sleep(timings.providerRetryMs, undefined, { ref: false })
  }
}

async function send({ url, headers, body }: Exchange, timeoutMs: number): Promise<Answer> {
  const started = performance.now()
  const passed = () => Math.round(performance.now() - started)
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    return { status: response.status, body: await response.text(), ms: passed() }
  } catch (error) {
    // By name: fetch throws an error of its own realm, which need not be an instance of ours.
    const timedOut = (error as { name?: string }).name === 'TimeoutError'
    return { status: 0, body: '', ms: passed(), broken: timedOut ? `no answer in ${timeoutMs} ms` : 'no connection' }
  }
}

const last = (answers: readonly Answer[]): Answer =>
  answers.at(-1) ?? { status: 0, body: '', ms: 0, broken: 'not sent' }
