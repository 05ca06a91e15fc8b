import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { startLeashed } from './leash'
import type { TemporalServerPrograms } from './obtain-temporal-server'
import { freeLowPorts } from './ports'
import { connectPatiently } from './temporal-namespace'
import type { TemporalServer } from './temporal-server'

const run = promisify(execFile)
const plugin = 'postgres12'
const stores = { temporal: 'temporal', temporal_visibility: 'visibility' } as const
/** As many as docker-compose.yml gives it. */
const shards = 16
const innerPorts = 8
const dynamicConfig = join(__dirname, 'compose', 'temporal-dynamic-config.yaml')

export interface TemporalOnPostgresOptions {
  readonly programs: TemporalServerPrograms
  /** Of a Postgres server whose user may create databases: `postgres://user:password@host:port/any`. */
  readonly postgresUrl: string
  /** At most 32767: Temporal keeps it in a smallint. */
  readonly port: number
  /** Its configuration and its log are written there. */
  readonly folder: string
  readonly logFile: string
}

/**
 * Temporal as docker-compose.yml runs it: one server with all four services on Postgres. Started again with the same
 * Postgres, it goes on where it was. It has no namespace of its own.
 */
export async function startTemporalOnPostgres(options: TemporalOnPostgresOptions): Promise<TemporalServer> {
  const { programs, postgresUrl, port, folder, logFile } = options
  await mkdir(folder, { recursive: true })
  await prepareStores(programs.sqlTool, postgresUrl)
  const config = join(folder, 'orderly.yaml')
  const inner = portsBefore(config) ?? (await freeLowPorts(innerPorts))
  // JSON is YAML.
  await writeFile(config, JSON.stringify(configuration({ postgresUrl, port, inner }), null, 2), { mode: 0o600 })
  const server = startLeashed({
    command: programs.server,
    args: ['--config-file', resolve(config), '--allow-no-auth', 'start'],
    logFile,
    stopSignal: 'SIGTERM',
  })
  const address = `127.0.0.1:${port}`
  try {
    const connection = await connectPatiently(address, Date.now() + 60_000, () => !server.running())
    await connection.close()
  } catch (error) {
    await server.stop()
    throw new Error(`Temporal did not start on port ${port}; its reason is at the end of ${logFile}`, { cause: error })
  }
  return { address, pid: server.pid, exited: server.exited, stop: () => server.stop() }
}

/**
 * Those of the last start. Its members are written down in the database for a while: a server that is somewhere else
 * looks for them in vain, and gives itself up after a minute.
 */
function portsBefore(config: string): readonly number[] | undefined {
  if (!existsSync(config)) return undefined
  const { services } = JSON.parse(readFileSync(config, 'utf8')) as ReturnType<typeof configuration>
  const { frontend, matching, history, worker } = services
  const rest = [matching, history, worker].flatMap(({ rpc }) => [rpc.grpcPort, rpc.membershipPort])
  return [frontend.rpc.membershipPort, ...rest, frontend.rpc.httpPort]
}

/** Creates what is missing and upgrades what is old. */
async function prepareStores(sqlTool: string, postgresUrl: string): Promise<void> {
  const { hostname, port, username, password } = new URL(postgresUrl)
  const env = { ...process.env, SQL_PASSWORD: decodeURIComponent(password) }
  const place = ['--plugin', plugin, '--endpoint', hostname, '--port', port, '--user', username]
  for (const [database, schema] of Object.entries(stores)) {
    const tool = (...args: string[]) => run(sqlTool, [...place, '--database', database, ...args], { env })
    const isThere = await tool('update-schema', '--schema-name', `postgresql/v12/${schema}`).then(
      () => true,
      () => false,
    )
    if (isThere) continue
    await tool('create-database')
    await tool('setup-schema', '-v', '0.0')
    await tool('update-schema', '--schema-name', `postgresql/v12/${schema}`)
  }
}

interface Wishes {
  readonly postgresUrl: string
  readonly port: number
  readonly inner: readonly number[]
}

function configuration({ postgresUrl, port, inner }: Wishes) {
  const { host, username, password } = new URL(postgresUrl)
  const store = (databaseName: keyof typeof stores, maxConns: number) => ({
    sql: {
      pluginName: plugin,
      databaseName,
      connectAddr: host,
      connectProtocol: 'tcp',
      user: username,
      password: decodeURIComponent(password),
      maxConns,
      maxIdleConns: maxConns,
      maxConnLifetime: '1h',
    },
  })
  const [
    frontend = 0,
    matching = 0,
    matchingRing = 0,
    history = 0,
    historyRing = 0,
    worker = 0,
    workerRing = 0,
    http = 0,
  ] = inner
  const service = (grpcPort: number, membershipPort: number) => ({
    rpc: { grpcPort, membershipPort, bindOnLocalHost: true },
  })
  return {
    log: { stdout: true, level: 'error' },
    persistence: {
      defaultStore: 'main',
      visibilityStore: 'visibility',
      numHistoryShards: shards,
      datastores: { main: store('temporal', 20), visibility: store('temporal_visibility', 4) },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: {
      frontend: { rpc: { grpcPort: port, membershipPort: frontend, httpPort: http, bindOnLocalHost: true } },
      matching: service(matching, matchingRing),
      history: service(history, historyRing),
      worker: service(worker, workerRing),
    },
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: { enabled: true, initialFailoverVersion: 1, rpcName: 'frontend', rpcAddress: `127.0.0.1:${port}` },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    dynamicConfigClient: { filepath: dynamicConfig, pollInterval: '60s' },
  }
}
