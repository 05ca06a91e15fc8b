import { Client, Connection } from '@temporalio/client'
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '../db/connect'
import { migrate } from '../db/migrate'
import { startPostgres } from '../ops/embedded-postgres'
import { obtainTemporal } from '../ops/obtain-temporal'
import { freePorts } from '../ops/ports'
import { startTemporal } from '../ops/temporal-server'
import { bundleWorkflows } from '../ops/workflow-bundle'
import { runMassExpiry } from './mass-expiry-run'

/**
 * `npx tsx bench/mass-expiry.ts [how many]`, 5 000 if not given: subscriptions that end within one minute, on a Postgres and
 * a Temporal of its own. Both keep nothing on disk for good: the disk of a development server is not what is measured. Prints how long it took until all were out and told, and how long buyers waited meanwhile.
 */
async function main() {
  const count = Number(process.argv[2] ?? 5_000)
  if (!Number.isInteger(count) || count < 1) throw new Error(`how many subscriptions is ${process.argv[2]}?`)
  const logger = new DefaultLogger('ERROR')
  Runtime.install({ logger, telemetryOptions: { logging: { forward: {}, filter: 'ERROR' } } })
  const stops: (() => Promise<unknown>)[] = []
  try {
    const home = await mkdtemp(join(tmpdir(), 'orderly-bench-'))
    stops.push(() => rm(home, { recursive: true, force: true }))
    const [postgresPort = 0, temporalPort = 0] = await freePorts(2)
    const password = randomBytes(16).toString('hex')
    const logFile = (name: string) => join(home, `${name}.log`)
    const postgres = await startPostgres({
      dataFolder: join(home, 'postgres'),
      port: postgresPort,
      password,
      logFile: logFile('postgres'),
      durable: false,
    })
    stops.push(() => postgres.stop())
    const temporal = await startTemporal({
      executable: await obtainTemporal(console.log),
      port: temporalPort,
      namespaces: ['default'],
      logFile: logFile('temporal'),
    })
    stops.push(() => temporal.stop())
    await postgres.createDatabaseIfMissing('bench')
    const sql = connect(postgres.url('bench'), { max: 20 })
    stops.push(() => sql.end())
    await migrate(sql)
    const connection = await Connection.connect({ address: temporal.address })
    stops.push(() => connection.close())
    const nativeConnection = await NativeConnection.connect({ address: temporal.address })
    stops.push(() => nativeConnection.close())
    const workflowBundle = await bundleWorkflows()
    const client = new Client({ connection })
    const ground = { sql, client, nativeConnection, namespace: 'default', workflows: { workflowBundle } }
    console.log(JSON.stringify(await runMassExpiry(count, { ...ground, spread: true, say: console.log }), null, 2))
  } finally {
    for (const stop of stops.toReversed()) await stop()
  }
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
