/** One Bot API call as it came in and was answered. */
export interface LoggedCall {
  readonly seq: number
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly bot: string
  readonly method: string
  readonly params: Readonly<Record<string, unknown>>
  /** HTTP status; 0 when the connection was cut or never answered. */
  readonly status: number
  /** The error's description; absent when the call succeeded. */
  readonly fault?: string
  /** The message_id that the call produced or changed. */
  readonly messageId?: number
}

/** Secrets that a bot sends as parameters; a log is the wrong place for them, even in a sandbox. */
const secretParams = new Set(['provider_token', 'secret_token', 'certificate'])

/** The outgoing calls of all bots, newest last. */
export class CallLog {
  private readonly calls: LoggedCall[] = []
  private nextSeq = 1

  constructor(private readonly kept: number) {}

  add(call: Omit<LoggedCall, 'seq'>): void {
    const params = Object.fromEntries(
      Object.entries(call.params).map(([name, value]) => [name, secretParams.has(name) && value ? '***' : value]),
    )
    this.calls.push({ ...call, params, seq: this.nextSeq++ })
    if (this.calls.length > this.kept) this.calls.shift()
  }

  list(filter: { bot?: string; method?: string; after?: number; limit?: number } = {}): LoggedCall[] {
    const { bot, method, after = 0, limit = 500 } = filter
    return this.calls
      .filter(
        (call) =>
          call.seq > after &&
          (bot === undefined || call.bot.toLowerCase() === bot.toLowerCase()) &&
          (method === undefined || call.method.toLowerCase() === method.toLowerCase()),
      )
      .slice(-limit)
  }

  reset(): void {
    this.calls.length = 0
  }
}
