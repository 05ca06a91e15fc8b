import { join } from 'node:path'
import type { Progress } from './cache'
import type { EmbeddedPostgres } from './embedded-postgres'
import { obtainTemporal } from './obtain-temporal'
import { obtainTemporalServer } from './obtain-temporal-server'
import { freeLowPorts } from './ports'
import { processTree } from './process-tree'
import { prepareNamespace } from './temporal-namespace'
import { startTemporalOnPostgres } from './temporal-on-postgres'
import { startTemporal, type TemporalServer } from './temporal-server'

/** What drills and benchmarks run on: the development server on SQLite, or the server that merchants run, on Postgres. */
export const engineNames = ['dev', 'postgres'] as const
export type EngineName = (typeof engineNames)[number]

export interface EngineOptions {
  /** Its files; what is in it is taken up again at the next start. */
  readonly folder: string
  /** Where the engine `postgres` keeps its databases, beside those of the shop. */
  readonly postgres: Pick<EmbeddedPostgres, 'url'>
  readonly namespaces: readonly string[]
  readonly say: Progress
  /** A free one if not given; at most 32767 for the engine `postgres`. */
  readonly port?: number
}

export interface Engine extends TemporalServer {
  readonly name: EngineName
  /** Every process of the server, for counting what it costs. */
  pids(): number[]
}

/** Starts Temporal with its namespaces and search attributes. Throws when this machine cannot have it; the message says why. */
export async function startEngine(name: EngineName, options: EngineOptions): Promise<Engine> {
  const [port = 0] = options.port ? [options.port] : await freeLowPorts(1)
  const server = await starters[name]({ ...options, port })
  try {
    for (const namespace of options.namespaces) {
      await prepareNamespace({ address: server.address, namespace, retentionDays: 1 })
    }
  } catch (error) {
    await server.stop()
    throw error
  }
  return { ...server, name, pids: () => processTree(server.pid) }
}

type Starter = (options: EngineOptions & { readonly port: number }) => Promise<TemporalServer>

const starters: Readonly<Record<EngineName, Starter>> = {
  async dev({ folder, port, namespaces, say }) {
    return startTemporal({
      executable: await obtainTemporal(say),
      port,
      namespaces,
      databaseFile: join(folder, 'temporal.db'),
      logFile: join(folder, 'temporal.log'),
    })
  },
  async postgres({ folder, port, postgres, say }) {
    return startTemporalOnPostgres({
      programs: await obtainTemporalServer(say),
      postgresUrl: postgres.url('postgres'),
      port,
      folder: join(folder, 'temporal'),
      logFile: join(folder, 'temporal.log'),
    })
  },
}
