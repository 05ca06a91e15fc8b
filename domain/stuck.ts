import { idPattern, paymentIdPattern, paidFor, type PaidFor } from './ids'

/** What cannot move without a person, or what keeps us from seeing that. Labels of a metric: few, and they stay. */
export const stuckKinds = [
  /** No worker takes the tasks of a queue. */
  'queue_unserved',
  /** The code of a lifecycle throws, or does not fit its history. */
  'workflow_task_failing',
  /** It waits for a worker of a build that was taken away. */
  'build_missing',
  /** A step of a lifecycle was tried more than five times. */
  'step_retrying',
  /** Telegram will never take a message. */
  'message_refused',
  /** Telegram was away for so long that a message was given up. */
  'message_given_up',
  /** Something that Telegram told us could not be acted on. */
  'update_abandoned',
  /** Money that nobody can say whose it is. */
  'money_unmatched',
  /** A provider's book and ours differ, and a person has to settle it. */
  'books_differ',
  /** Money that has to go back has been waiting for staff. */
  'refund_waiting',
  /** The book says that something is going on, and nothing runs. */
  'lifecycle_missing',
  /** Something runs for what has ended, or is not in the book. */
  'lifecycle_left_over',
  /** The list of workflows shows another stage than the book has. */
  'stage_differs',
  /** We could not look; what is stuck there is not in the list. */
  'not_looked_at',
] as const
export type StuckKind = (typeof stuckKinds)[number]

/** What waits behind it. */
export interface Blocked {
  /** The number that buyers and staff see. */
  readonly order?: number
  readonly subscription?: number
  /** What it costs, `150 000 soʻm`. */
  readonly amount?: string
}

export interface StuckThing {
  readonly kind: StuckKind
  /** A workflow id, a message's key, an update: with the kind it names the thing from one look to the next. */
  readonly subject: string
  /** In words for an operator: no secrets, no persons. */
  readonly reason: string
  /** Null: nobody knows. */
  readonly since: Date | null
  readonly blocks: Blocked
  /** What to do; begins with a command to paste wherever there is one. */
  readonly remedy: string
  /** Of `not_looked_at`: what may be stuck there, and is not in the list. */
  readonly hides?: readonly StuckKind[]
}

/** What was found at one look. */
export interface StuckLook {
  readonly at: Date
  readonly things: readonly StuckThing[]
}

/** The list as `--json` and the API give it: fields are added, none is changed or taken away. */
export const stuckJson = ({ at, things }: StuckLook) => ({
  at: at.toISOString(),
  count: things.length,
  stuck: things.map(({ since, ...thing }) => ({ ...thing, since: since?.toISOString() ?? null })),
})

const longestError = 200

/** The first line of an error, fit to be shown: tokens, phones, ids of people and values of rows are struck out. */
export function firstLine(error: string): string {
  const line = error.split('\n', 1)[0]!.trim()
  const struck = line
    .replaceAll(/\b\d{5,}:[\w-]{8,}/g, '<token>')
    .replaceAll(/\b(postgres(?:ql)?|https?):\/\/[^\s/@]*@/g, '$1://<secret>@')
    .replaceAll(/=\([^)]*\)/g, '=(<value>)')
    .replaceAll(/\+?\d[\d -]{5,}\d/g, '<number>')
  return struck.length > longestError ? `${struck.slice(0, longestError)}…` : struck
}

/** What a lifecycle is about, by its workflow id; null for those that are about no single thing. */
export function subjectOf(workflowId: string): PaidFor | null {
  const [type, , id = ''] = workflowId.split('/')
  if (type === 'order' && idPattern.test(id)) return { orderId: id }
  if (type === 'subscription' && idPattern.test(id)) return { subscriptionId: id }
  if ((type === 'payment' || type === 'refund') && paymentIdPattern.test(id)) return paidFor(id)
  return null
}

/** An argument as a shell takes it. */
export const quoted = (argument: string) =>
  /^[\w./:@%+,-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`

export const opsCommand = (...words: readonly string[]) => `npm run ops -- ${words.map(quoted).join(' ')}`
