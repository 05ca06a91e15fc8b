import type { ChatMessage, Room } from '../state/rooms'
import type { World } from '../state/world'
import { buttonsOf } from './person'

export interface Wanted {
  /** Part of the text, or a regular expression with its flags. */
  readonly text?: string | undefined
  readonly regex?: string | undefined
  readonly flags?: string | undefined
  /** The text of a button that the message must have. */
  readonly button?: string | undefined
  /** Only messages that appeared or changed after this `seq`. */
  readonly after: number
  readonly from: 'bots' | 'anyone'
}

/** The newest message that fits. Throws SyntaxError for a regular expression that is none. */
export function matchIn(world: World, room: Room, wanted: Wanted): ChatMessage | undefined {
  const pattern = wanted.regex === undefined ? undefined : new RegExp(wanted.regex, wanted.flags)
  return room.messages.findLast((message) => {
    if (message.seq <= wanted.after) return false
    if (wanted.from === 'bots' && world.people.has(message.fromId) && !message.successfulPayment) return false
    const text = searchable(message)
    // A sticky or global pattern remembers where it stopped.
    if (pattern) pattern.lastIndex = 0
    if (pattern && !pattern.test(text)) return false
    if (wanted.text !== undefined && !text.includes(wanted.text)) return false
    return wanted.button === undefined || buttonsOf(message).some((button) => button.text === wanted.button)
  })
}

/** Resolves with the message, or with `undefined` when the time is up. */
export function waitIn(
  world: World,
  room: Room,
  wanted: Wanted,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<ChatMessage | undefined> {
  const already = matchIn(world, room, wanted)
  if (already) return Promise.resolve(already)
  return new Promise((resolve) => {
    const settle = (message: ChatMessage | undefined) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', gone)
      stopListening()
      resolve(message)
    }
    const gone = () => settle(undefined)
    const timer = setTimeout(gone, timeoutMs)
    signal.addEventListener('abort', gone, { once: true })
    const stopListening = world.onChange((change) => {
      // By key, not by identity: a reset makes the room anew.
      if (change.room.key !== room.key || (change.kind !== 'posted' && change.kind !== 'changed')) return
      const message = matchIn(world, change.room, wanted)
      if (message) settle(message)
    })
  })
}

/** Everything of a message that a person could read, for searching. */
function searchable({ text, invoice, successfulPayment, refundedPayment }: ChatMessage): string {
  return [
    text,
    invoice && `${invoice.title}\n${invoice.description}`,
    successfulPayment && 'successful_payment',
    refundedPayment && 'refunded_payment',
  ]
    .filter(Boolean)
    .join('\n')
}
