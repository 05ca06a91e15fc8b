/** Where somebody is, as Telegram says. `exempt`: the creator or an administrator, whom no bot can remove. */
export type Standing = 'in' | 'out' | 'banned' | 'exempt'

/** A right of a person in a channel. Times are Unix ms. */
export interface KnownRight {
  readonly subscriptionId: string
  readonly decidedAt: number
  /** Telegram was made to agree with it. */
  readonly settled: boolean
}

/** What the book knows of one person and one channel. */
export interface KnownPerson {
  /** The newest right that is open. */
  readonly open: (KnownRight & { readonly flagged: boolean }) | null
  /** The newest right that has ended. */
  readonly closed: KnownRight | null
  /** Staff, and people who may be in without a subscription. */
  readonly allowed: boolean
  readonly hasOpenLink: boolean
  /** No more links may be issued in this period. */
  readonly linksUsedUp: boolean
  /** Whether Telegram ever told us, since the right began, that the person was in, or that they went. */
  readonly cameIn: boolean
}

export type AuditFinding =
  | 'agrees'
  /** May be in and is out: a new link. */
  | 'let_in'
  /** Was let in once, may not be in any more, and is. */
  | 'take_out'
  /** The book waits for Telegram, and nobody seems to be at it. */
  | 'wake'
  /** In without a subscription, and right so. */
  | 'exempt'
  /** In without ever having been subscribed. Never removed: who let them in is for a person to find out. */
  | 'unknown'

/** What the lifecycle has been settling for longer than this, it may have been kept from. */
const patienceMs = 10 * 60_000

/**
 * Compares what the book says of a person in a channel with where Telegram says they are. Whoever came in and is out
 * again has left, or was sent away by hand: that is a choice, and stays one.
 */
export function judgePlace(
  { open, closed, allowed, hasOpenLink, linksUsedUp, cameIn }: KnownPerson,
  standing: Standing,
  { now, auditSince }: { readonly now: number; readonly auditSince: number },
): AuditFinding {
  const isIn = standing === 'in' || standing === 'exempt'
  // What this audit has opened again is woken again, too, when a page is repeated.
  const wakeOrWait = ({ decidedAt }: KnownRight): AuditFinding =>
    decidedAt >= auditSince || now - decidedAt > patienceMs ? 'wake' : 'agrees'
  if (open) {
    if (!open.settled) return wakeOrWait(open)
    return isIn || open.flagged || hasOpenLink || linksUsedUp || cameIn ? 'agrees' : 'let_in'
  }
  if (closed && !closed.settled) return wakeOrWait(closed)
  if (!isIn) return 'agrees'
  if (allowed || standing === 'exempt') return 'exempt'
  return closed ? 'take_out' : 'unknown'
}
