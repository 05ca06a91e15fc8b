import { randomBytes, randomInt } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { connect } from '../../db/connect'
import { migrate } from '../../db/migrate'
import { startPostgres } from '../../ops/embedded-postgres'
import { obtainTemporal } from '../../ops/obtain-temporal'
import { freePorts } from '../../ops/ports'
import { startTemporal } from '../../ops/temporal-server'
import { runBadInput } from './run'
import { tableOf } from './table'

/** `npm run drills -- bad-input [--seed N] [--requests 20000] [--only K]`, on a Postgres and a Temporal of its own. Answers the exit code. */
export async function badInput(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { seed: { type: 'string' }, requests: { type: 'string' }, only: { type: 'string' } },
  })
  const seed = wholeNumber('seed', values.seed) ?? randomInt(2 ** 31)
  const requests = wholeNumber('requests', values.requests) ?? 20_000
  const only = wholeNumber('only', values.only)
  const stops: (() => Promise<unknown>)[] = []
  try {
    const home = await mkdtemp(join(tmpdir(), 'orderly-drill-'))
    stops.push(() => rm(home, { recursive: true, force: true }))
    const [postgresPort = 0, temporalPort = 0] = await freePorts(2)
    const postgres = await startPostgres({
      dataFolder: join(home, 'postgres'),
      port: postgresPort,
      password: randomBytes(16).toString('hex'),
      logFile: join(home, 'postgres.log'),
      durable: false,
    })
    stops.push(() => postgres.stop())
    const temporal = await startTemporal({
      executable: await obtainTemporal(console.log),
      port: temporalPort,
      namespaces: ['default'],
      logFile: join(home, 'temporal.log'),
    })
    stops.push(() => temporal.stop())
    await postgres.createDatabaseIfMissing('drill')
    const databaseUrl = postgres.url('drill')
    const sql = connect(databaseUrl, { max: 1 })
    await migrate(sql)
    await sql.end()
    const ground = { databaseUrl, temporalAddress: temporal.address, namespace: 'default' }
    const report = await runBadInput({ seed, requests, ...(only !== undefined && { only }), ground, say: console.log })
    console.log(tableOf(report))
    return report.faults.length > 0 ? 1 : 0
  } finally {
    for (const stop of stops.toReversed()) await stop()
  }
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,10}$/.test(text)) throw new Error(`--${name} is a whole number, not ${text}`)
  return Number(text)
}
