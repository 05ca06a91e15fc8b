import { randomUUID } from 'node:crypto'

/**
 * What goes wrong with a Bot API call on purpose.
 * - `429`, `500`, `502`: refused, nothing done
 * - `timeout`: never answered, nothing done
 * - `cut`: done, and the connection is cut before the answer: the caller cannot know
 * - `refuse`: 400 with the given description
 */
export type FaultKind = '429' | '500' | '502' | 'timeout' | 'cut' | 'refuse'

export interface FaultOrder {
  readonly kind: FaultKind
  /** A Bot API method, any case; every method when left out. */
  readonly method?: string
  /** A bot's username; every bot when left out. */
  readonly bot?: string
  readonly chatId?: number
  /** How many calls are hit. 1 when left out. */
  readonly times?: number
  /** Seconds, for 429. 1 when left out. */
  readonly retryAfter?: number
  /** For `refuse`. */
  readonly description?: string
}

export interface ActiveFault extends FaultOrder {
  readonly id: string
  left: number
}

/** The faults that wait for their calls. */
export class Faults {
  private active: ActiveFault[] = []

  add(order: FaultOrder): ActiveFault {
    const fault = { ...order, id: randomUUID(), left: order.times ?? 1 }
    this.active.push(fault)
    return fault
  }

  list(): readonly ActiveFault[] {
    return this.active
  }

  clear(): void {
    this.active = []
  }

  /** The fault that this call runs into, if any; it has then one call less to hit. */
  take(call: { bot: string; method: string; chatId: number | undefined }): ActiveFault | undefined {
    const fault = this.active.find(
      (order) =>
        (order.method === undefined || order.method.toLowerCase() === call.method.toLowerCase()) &&
        (order.bot === undefined || order.bot.toLowerCase() === call.bot.toLowerCase()) &&
        (order.chatId === undefined || order.chatId === call.chatId),
    )
    if (!fault) return undefined
    fault.left--
    if (fault.left <= 0) this.active = this.active.filter((other) => other !== fault)
    return fault
  }
}
