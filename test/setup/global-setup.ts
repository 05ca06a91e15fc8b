import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '../../db/connect'
import { migrate } from '../../db/migrate'
import { findClientTools } from '../../ops/backup/client-tools'
import { embeddedMajor, startPostgres, type EmbeddedPostgres } from '../../ops/embedded-postgres'
import { obtainTemporal } from '../../ops/obtain-temporal'
import { obtainTestServer } from '../../ops/obtain-test-server'
import { freePorts } from '../../ops/ports'
import { startTemporal } from '../../ops/temporal-server'
import { bundleForTests } from './bundle'
import { layGround } from './ground'

const namespacePrefix = 'test-'
const namespaceCount = 96
const templateDatabase = 'orderly_template'

declare global {
  var stopTestGround: (() => Promise<void>) | undefined
}

/** Starts one Postgres and one Temporal for all test files. Both die with this process, whatever happens to it. */
export default async function globalSetup() {
  const say = (line: string) => process.stderr.write(`${line}\n`)
  const folder = await mkdtemp(join(tmpdir(), 'orderly-test-'))
  const stops: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })]
  globalThis.stopTestGround = async () => {
    for (const stop of stops.toReversed()) await stop()
  }
  try {
    const [postgresPort = 0, temporalPort = 0] = await freePorts(2)
    const [executable, testServer] = await Promise.all([obtainTemporal(say), obtainTestServer(say)])
    const [postgres, temporal, workflowBundle, noClientTools] = await Promise.all([
      startPostgres({
        dataFolder: join(folder, 'postgres'),
        port: postgresPort,
        password: randomBytes(16).toString('hex'),
        logFile: join(folder, 'postgres.log'),
        durable: false,
        maxConnections: 200,
      }).then(async (server) => {
        stops.push(() => server.stop())
        await makeTemplate(server)
        return server
      }),
      startTemporal({
        executable,
        port: temporalPort,
        // The first failing workflow task is marked, not the fifth in a row, which takes a minute.
        dynamicConfig: { 'system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute': 1 },
        namespaces: Array.from({ length: namespaceCount }, (_, index) => `${namespacePrefix}${index}`),
        logFile: join(folder, 'temporal.log'),
      }).then((server) => {
        stops.push(() => server.stop())
        return server
      }),
      bundleForTests(),
      whyNoClientTools(say),
    ])
    layGround({
      postgresUrl: postgres.url('postgres'),
      templateDatabase,
      temporalAddress: temporal.address,
      namespacePrefix,
      namespaceCount,
      testServer,
      ...(workflowBundle && { workflowBundle }),
      ...(noClientTools && { noClientTools }),
    })
  } catch (error) {
    await globalThis.stopTestGround()
    throw error
  }
}

async function whyNoClientTools(say: (line: string) => void): Promise<string | undefined> {
  try {
    await findClientTools({ serverMajor: embeddedMajor, progress: say })
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message.split('\n')[0] : String(error)
  }
}

async function makeTemplate(postgres: EmbeddedPostgres) {
  await postgres.createDatabaseIfMissing(templateDatabase)
  const template = connect(postgres.url(templateDatabase), { max: 1 })
  try {
    await migrate(template)
  } finally {
    await template.end()
  }
  const sql = connect(postgres.url('postgres'), { max: 1 })
  try {
    await sql`CREATE SEQUENCE namespaces_in_use MINVALUE 0 START 0`
  } finally {
    await sql.end()
  }
}
