import { Connection } from '@temporalio/client'
import { setTimeout as pause } from 'node:timers/promises'
import { searchAttributeTypes } from '../domain/search-attributes'
import { startLeashed } from './leash'

export interface TemporalServerOptions {
  /** Of the Temporal CLI, see obtainTemporal. */
  readonly executable: string
  readonly port: number
  /** Port of the Web UI; without it there is none. */
  readonly uiPort?: number
  /** Where everything is kept; without it, in memory. */
  readonly databaseFile?: string
  readonly namespaces: readonly string[]
  /** Temporal's own settings, over its defaults. */
  readonly dynamicConfig?: Readonly<Record<string, number>>
  readonly logFile: string
}

export interface TemporalServer {
  /** host:port of the gRPC front end. */
  readonly address: string
  /** Of what keeps it on a leash; the server itself is its descendant. */
  readonly pid: number
  readonly exited: Promise<number>
  stop(): Promise<void>
}

/** A Temporal development server whose namespaces know our search attributes. */
export async function startTemporal(options: TemporalServerOptions): Promise<TemporalServer> {
  const { executable, port, uiPort, databaseFile, namespaces, dynamicConfig = {}, logFile } = options
  const server = startLeashed({
    command: executable,
    args: [
      'server',
      'start-dev',
      '--ip=127.0.0.1',
      `--port=${port}`,
      '--log-level=error',
      ...(uiPort ? ['--ui-port', String(uiPort), '--ui-disable-news-fetch'] : ['--headless']),
      ...(databaseFile ? ['--db-filename', databaseFile] : []),
      ...Object.entries(dynamicConfig).flatMap(([name, value]) => ['--dynamic-config-value', `${name}=${value}`]),
      ...namespaces.flatMap((name) => ['--namespace', name]),
      ...Object.entries(searchAttributeTypes).flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
    ],
    logFile,
    stopSignal: 'SIGTERM',
  })
  const address = `127.0.0.1:${port}`
  for (const giveUp = Date.now() + 30_000; ; await pause(50)) {
    try {
      const connection = await Connection.connect({ address, connectTimeout: '1s' })
      await connection.close()
      return { address, pid: server.pid, exited: server.exited, stop: () => server.stop() }
    } catch (error) {
      if (server.running() && Date.now() < giveUp) continue
      const words = await server.lastWords()
      await server.stop()
      throw new Error(`Temporal did not start on port ${port} (see ${logFile}):\n${words || String(error)}`)
    }
  }
}
