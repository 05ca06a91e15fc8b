import type { z } from 'zod'
import { together, variables, type ProcessName, type VariableName } from './environment'

type Needs<Name extends VariableName, P extends ProcessName> = (typeof variables)[Name] extends {
  neededBy: readonly (infer By)[]
}
  ? P extends By
    ? true
    : false
  : false
type Reads<P extends ProcessName> = {
  [Name in VariableName]: P extends (typeof variables)[Name]['readBy'][number] ? Name : never
}[VariableName]
type ValueOf<Name extends VariableName> = z.output<(typeof variables)[Name]['schema']>
/** What a process may read: needed variables are there, the others may be undefined or have a default. */
export type Config<P extends ProcessName> = {
  readonly [Name in Reads<P>]: Needs<Name, P> extends true ? NonNullable<ValueOf<Name>> : Optional<Name>
}
type Optional<Name extends VariableName> = (typeof variables)[Name] extends { schema: z.ZodDefault }
  ? ValueOf<Name>
  : ValueOf<Name> | undefined

/** The environment cannot be started with; the message has one line for each fault, with its remedy. */
export class BadConfiguration extends Error {
  readonly code = 'bad_configuration'
  constructor(
    process: ProcessName,
    readonly faults: readonly string[],
  ) {
    super([`${process} cannot start with this configuration:`, ...faults.map((fault) => `  - ${fault}`)].join('\n'))
  }
}

/**
 * Reads and checks everything a process is configured with, at once. An empty variable counts as not set, as in
 * docker compose. Throws {@link BadConfiguration} with all faults; values are not repeated in it, as they are secrets.
 */
export function readConfig<P extends ProcessName>(process: P, environment: NodeJS.ProcessEnv): Config<P> {
  const faults: string[] = []
  const values: Partial<Record<VariableName, unknown>> = {}
  for (const name of Object.keys(variables) as VariableName[]) {
    const { schema, readBy, remedy, ...rest } = variables[name]
    if (!(readBy as readonly ProcessName[]).includes(process)) continue
    const given = environment[name]?.trim() || undefined
    const needed = 'neededBy' in rest && (rest.neededBy as readonly ProcessName[]).includes(process)
    if (given === undefined && needed) {
      faults.push(`${name} is not set. It is ${remedy}.`)
      continue
    }
    if (given === undefined && 'neededBy' in rest && !needed && !schema.safeParse(undefined).success) continue
    const parsed = schema.safeParse(given)
    if (parsed.success) values[name] = parsed.data
    else faults.push(`${name} is not what it should be: ${remedy}.`)
  }
  // An operator's command says itself what it lacks: the container of the worker has no secret of Click's.
  for (const group of process === 'ops' ? [] : together) {
    const read = group.filter((name) => (variables[name].readBy as readonly ProcessName[]).includes(process))
    const missing = read.filter((name) => !environment[name]?.trim())
    if (missing.length === 0 || missing.length === read.length) continue
    faults.push(`${missing.join(' and ')} must be set too: ${group.join(', ')} belong together.`)
  }
  if (faults.length > 0) throw new BadConfiguration(process, faults)
  return values as Config<P>
}
