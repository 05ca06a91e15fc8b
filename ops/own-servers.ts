import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Progress } from './cache'
import { startPostgres, type EmbeddedPostgres } from './embedded-postgres'
import { startEngine, type Engine, type EngineName } from './engines'
import { freePort } from './ports'

interface OwnServersWish {
  /** Begins the name of their folder. */
  readonly name: string
  readonly engine: EngineName
  readonly namespaces: readonly string[]
  readonly say: Progress
}

export interface OwnServers {
  readonly folder: string
  readonly postgres: EmbeddedPostgres
  readonly engine: Engine
  /** Stops both, and removes the folder. */
  close(): Promise<void>
}

/** A Postgres and a Temporal that last as long as a program does. Neither waits for the disk: nothing is kept. */
export async function startOwnServers({
  name,
  engine: engineName,
  namespaces,
  say,
}: OwnServersWish): Promise<OwnServers> {
  const stops: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const stop of stops.splice(0).toReversed()) await stop()
  }
  try {
    const folder = await mkdtemp(join(tmpdir(), `orderly-${name}-`))
    stops.push(() => rm(folder, { recursive: true, force: true }))
    const postgres = await startPostgres({
      dataFolder: join(folder, 'postgres'),
      port: await freePort(),
      password: randomBytes(16).toString('hex'),
      logFile: join(folder, 'postgres.log'),
      durable: false,
      maxConnections: 200,
    })
    stops.push(() => postgres.stop())
    const engine = await startEngine(engineName, { folder, postgres, namespaces, say })
    stops.push(() => engine.stop())
    return { folder, postgres, engine, close }
  } catch (error) {
    await close()
    throw error
  }
}
