import { z } from 'zod'
import { variables } from '../environment'
import { isPortFree } from '../ports'

/** What can be chosen about the local stack, beside what its processes read. */
export interface StackSettings {
  readonly ports: Readonly<Record<PortName, number>>
  /** Set: not our own Postgres, Temporal. */
  readonly ownDatabases: { readonly shop: string; readonly owner: string } | undefined
  readonly ownTemporal: string | undefined
  /** Set: a bot of the real Telegram instead of the sandbox's. */
  readonly realShopBot: string | undefined
  readonly realOwnerBot: string | undefined
}

const portNames = {
  API_PORT: 'api',
  SANDBOX_PORT: 'browser chat',
  BOTS_PORT: 'bots',
  OWNER_BOT_PORT: 'owner-bot',
  WORKER_PORT: 'worker',
  TEMPORAL_PORT: 'Temporal',
  TEMPORAL_UI_PORT: 'Temporal Web UI',
  POSTGRES_PORT: 'Postgres',
} as const
type PortName = keyof typeof portNames

const defaultPorts: Readonly<Record<PortName, number>> = {
  API_PORT: 8080,
  SANDBOX_PORT: 8081,
  BOTS_PORT: 8082,
  OWNER_BOT_PORT: 8083,
  WORKER_PORT: 8084,
  TEMPORAL_PORT: 7233,
  TEMPORAL_UI_PORT: 8233,
  POSTGRES_PORT: 55432,
}

/** Reads the stack's settings. Throws an Error with one line for each fault and its remedy. */
export function stackSettings(environment: NodeJS.ProcessEnv): StackSettings {
  const faults: string[] = []
  const port = z.coerce.number().int().min(1).max(65_535)
  const takenBy = new Map<number, string>()
  const entries = Object.entries(defaultPorts).map(([name, usual]) => {
    const parsed = port.safeParse(environment[name] || usual)
    if (!parsed.success) faults.push(`${name} is no port: set it to a number from 1 to 65535, or leave it out.`)
    const chosen = parsed.data ?? usual
    const other = takenBy.get(chosen)
    if (other) faults.push(`${name} and ${other} are both ${chosen}: give each a port of its own.`)
    takenBy.set(chosen, name)
    return [name, chosen] as const
  })
  const { DATABASE_URL: shop, OWNER_DATABASE_URL: owner } = environment
  if (Boolean(shop) !== Boolean(owner)) {
    faults.push('Set both DATABASE_URL and OWNER_DATABASE_URL, or neither and let npm start bring its own Postgres.')
  }
  for (const name of ['TELEGRAM_BOT_TOKEN', 'OWNER_BOT_TOKEN'] as const) {
    if (environment[name] && !variables[name].schema.safeParse(environment[name]).success) {
      faults.push(`${name} is not what it should be: ${variables[name].remedy}; leave it out to use the browser chat.`)
    }
  }
  if (faults.length > 0) throw new Error(faults.join('\n'))
  return {
    ports: Object.fromEntries(entries) as Record<PortName, number>,
    ownDatabases: shop && owner ? { shop, owner } : undefined,
    ownTemporal: environment['TEMPORAL_ADDRESS'] || undefined,
    realShopBot: environment['TELEGRAM_BOT_TOKEN'] || undefined,
    realOwnerBot: environment['OWNER_BOT_TOKEN'] || undefined,
  }
}

/** Throws an Error with one line for each port that something else listens on. */
export async function requireFreePorts({ ports, ownDatabases, ownTemporal }: StackSettings): Promise<void> {
  const faults: string[] = []
  for (const [name, port] of Object.entries(ports) as [PortName, number][]) {
    if (ownDatabases && name === 'POSTGRES_PORT') continue
    if (ownTemporal && (name === 'TEMPORAL_PORT' || name === 'TEMPORAL_UI_PORT')) continue
    if (await isPortFree(port)) continue
    const other = port + 10_000 > 65_535 ? port - 10_000 : port + 10_000
    faults.push(
      `Port ${port} (${portNames[name]}) is in use: stop what listens there, or choose another: ${name}=${other} npm start`,
    )
  }
  if (faults.length > 0) throw new Error(faults.join('\n'))
}

/** Asks the real Telegram about a real token, so that a wrong one is told at once and not from a log. */
export async function requireKnownToken(name: string, token: string | undefined, apiRoot: string): Promise<void> {
  if (!token) return
  const answer = await fetch(`${apiRoot}/bot${token}/getMe`, { signal: AbortSignal.timeout(10_000) }).catch(() => null)
  if (answer && [401, 404].includes(answer.status)) {
    throw new Error(
      `Telegram does not know ${name}: copy it again from @BotFather, or leave it out to use the browser chat.`,
    )
  }
}
