/** Telegram read the call and said no. `description` is Telegram's own wording and names no token. */
export class TelegramRefused extends Error {
  override readonly name = 'TelegramRefused'
  constructor(
    readonly method: string,
    readonly answer: {
      readonly code: number
      readonly description: string
      /** Seconds to wait, given with 429. */
      readonly retryAfter: number | null
      /** The group has become a supergroup with this id. */
      readonly migratedTo: string | null
    },
  ) {
    super(`${method} was refused: ${answer.code} ${answer.description}`)
  }

  get code() {
    return this.answer.code
  }

  /** Seconds to wait before the call may be repeated; null when Telegram named none. */
  get retryAfter() {
    return this.answer.retryAfter
  }

  /**
   * No repeat of this very call can succeed. Not 429 and 5xx, which pass, and not 401, 404 and 409, which end when an
   * operator has put the token, the address or the webhook right.
   */
  get permanent() {
    return this.code < 500 && ![401, 404, 409, 429].includes(this.code)
  }

  /** The person has blocked the bot, left, or never wrote to it; nothing can be said to them now. */
  get unreachable() {
    return (
      this.code === 403 || (this.code === 400 && /chat not found|user is deactivated/i.test(this.answer.description))
    )
  }
}

/** We got no answer: the network, a timeout, or a proxy's page. The call may have taken effect. */
export class TelegramUnreachable extends Error {
  override readonly name = 'TelegramUnreachable'
  constructor(
    readonly method: string,
    cause: unknown,
  ) {
    super(`${method} got no answer from Telegram: ${cause instanceof Error ? cause.message : 'unknown cause'}`, {
      cause,
    })
  }
}
