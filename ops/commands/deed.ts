import { beginOperatorAction, endOperatorAction, type OperatorAction } from '../../db/operator-actions'
import { Misused, type OpsCall } from './command'

/** The options of every command that changes something, for `parseArgs`. */
export const deedOptions = {
  apply: { type: 'boolean' },
  by: { type: 'string' },
  why: { type: 'string' },
} as const

export interface DeedValues {
  readonly apply?: boolean | undefined
  readonly by?: string | undefined
  readonly why?: string | undefined
}

interface Deed<Outcome> {
  readonly action: string
  readonly target: string
  readonly details?: Readonly<Record<string, unknown>>
  /** Says what would be done; the dry run ends there. */
  readonly plan: readonly string[]
  readonly act: () => Promise<Outcome>
  /** Where it is written down, if the database itself may be away or be replaced by the deed. */
  readonly writtenIn?: DeedBook
}

export interface DeedBook {
  begin(action: OperatorAction): Promise<bigint>
  /** Answers under which number it stands; a deed that replaces the database may have got another. */
  end(number: bigint, error?: string): Promise<bigint>
}

/** As the table has them. */
const longest = { by: 100, why: 500 } as const

/**
 * Whatever an operator changes goes through here: without `--apply` it is only told; with it, `--by` and `--why` are
 * written down before anything is done. Answers undefined after a dry run. Throws {@link Misused} when who or why is missing.
 */
export async function doOrTell<Outcome>(
  { place, say }: Pick<OpsCall, 'place' | 'say'>,
  { apply = false, by, why }: DeedValues,
  deed: Deed<Outcome>,
): Promise<Outcome | undefined> {
  const { action, target, details, plan, act, writtenIn = databaseOf(place) } = deed
  for (const line of plan) say(line)
  if (!apply) {
    say('Nothing was changed. To do it, add: --apply --by <your name> --why "<reason>"')
    return undefined
  }
  if (!by?.trim() || !why?.trim()) throw new Misused('--apply needs --by <your name> and --why "<reason>".')
  const said = { by: by.trim(), why: why.trim() }
  for (const option of ['by', 'why'] as const) {
    if (said[option].length > longest[option])
      throw new Misused(`--${option} has at most ${longest[option]} characters.`)
  }
  const number = await writtenIn.begin({
    businessId: place.businessId,
    action,
    target,
    ...said,
    ...(details && { details }),
  })
  const outcome = await uninterrupted(act).catch(async (error: unknown) => {
    await writtenIn.end(number, error instanceof Error ? error.message : String(error))
    throw error
  })
  const written = await writtenIn.end(number)
  say(`Done, and written down as operator action ${written}.`)
  return outcome
}

let underWay = 0
/** Something is being changed at this moment: whoever stops listening must not break it off. */
export const isDeedUnderWay = () => underWay > 0

const interruptions = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** A deed that is half done is worse than one that ends a little later. The second Ctrl-C breaks it off. */
async function uninterrupted<Outcome>(act: () => Promise<Outcome>): Promise<Outcome> {
  const hold = () => {
    process.stderr.write('It goes on until it is done and written down; the same once more breaks it off.\n')
    for (const signal of interruptions) process.off(signal, hold)
  }
  for (const signal of interruptions) process.on(signal, hold)
  underWay++
  try {
    return await act()
  } finally {
    underWay--
    for (const signal of interruptions) process.off(signal, hold)
  }
}

const databaseOf = ({ sql }: Pick<OpsCall['place'], 'sql'>): DeedBook => ({
  begin: (action) => beginOperatorAction(sql, action),
  async end(number, error) {
    await endOperatorAction(sql, number, error)
    return number
  },
})
