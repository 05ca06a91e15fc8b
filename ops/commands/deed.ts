import { beginOperatorAction, endOperatorAction } from '../../db/operator-actions'
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
}

/**
 * Whatever an operator changes goes through here: without `--apply` it is only told; with it, `--by` and `--why` are
 * written down before anything is done. Answers undefined after a dry run. Throws {@link Misused} when who or why is missing.
 */
export async function doOrTell<Outcome>(
  { place, say }: Pick<OpsCall, 'place' | 'say'>,
  { apply = false, by, why }: DeedValues,
  deed: Deed<Outcome>,
): Promise<Outcome | undefined> {
  const { action, target, details, plan, act } = deed
  for (const line of plan) say(line)
  if (!apply) {
    say('Nothing was changed. To do it, add: --apply --by <your name> --why "<reason>"')
    return undefined
  }
  if (!by?.trim() || !why?.trim()) throw new Misused('--apply needs --by <your name> and --why "<reason>".')
  const { sql, businessId } = place
  const number = await beginOperatorAction(sql, {
    businessId,
    action,
    target,
    by: by.trim(),
    why: why.trim(),
    ...(details && { details }),
  })
  try {
    const outcome = await act()
    await endOperatorAction(sql, number)
    say(`Done, and written down as operator action ${number}.`)
    return outcome
  } catch (error) {
    await endOperatorAction(sql, number, error instanceof Error ? error.message : String(error))
    throw error
  }
}
