import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from '@temporalio/worker'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { demoBusiness, seedDemoShop } from '../../db/demo-shop'
import { backupsIn } from '../../ops/backup/manifest'
import { backupMetrics, backupWorker } from '../../ops/backup/nightly'
import { keepSchedules } from '../../ops/schedules'
import { taskQueues } from '../../workflows/task-queues'
import { freshDatabase, type FreshDatabase } from '../setup/database'
import { ground } from '../setup/ground'
import { testUnless } from '../setup/skip'
import { bundledWorkflows, devServer, type DevServer } from '../setup/temporal'

const businessId = demoBusiness.id
const folder = mkdtempSync(join(tmpdir(), 'orderly-nightly-'))
let database: FreshDatabase
let temporal: DevServer
const testWithClientTools = testUnless(ground().noClientTools)
beforeAll(async () => {
  database = await freshDatabase()
  await seedDemoShop(database.sql)
  temporal = await devServer()
}, 300_000)
afterAll(async () => {
  await temporal.close()
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

testWithClientTools(
  'at four in the morning of the shop a backup is made, by a worker that has a folder; the metric tells how old it is',
  async () => {
    const { client, nativeConnection: connection, namespace } = temporal
    const kept = { client, sql: database.sql, businessId }
    const schedule = client.schedule.getHandle(`backup/${businessId}`)
    await keepSchedules(kept)
    await expect(schedule.describe()).rejects.toThrow(/not found/i)
    await keepSchedules({ ...kept, backups: true })
    await keepSchedules({ ...kept, backups: true })
    const { spec } = await schedule.describe()
    expect(spec.calendars?.map(({ hour, minute }) => ({ hour, minute }))).toEqual([
      { hour: [{ start: 4, end: 4, step: 1 }], minute: [{ start: 0, end: 0, step: 1 }] },
    ])
    expect(spec.timezone).toBe(demoBusiness.zone)

    const registry = new Registry()
    backupMetrics(registry, { folder, businessId })
    const lastSuccess = async () =>
      (await registry.getSingleMetric('orderly_backup_last_success_timestamp_seconds')?.get())?.values[0]?.value
    expect(await lastSuccess()).toBe(0)

    const common = { folder, shopUrl: database.url, ownerUrl: undefined, keepDays: 7, binFolder: undefined }
    const log = pino({ level: 'silent' })
    const workers = [
      await Worker.create({ connection, namespace, taskQueue: taskQueues.orderly, ...bundledWorkflows() }),
      await backupWorker({ ...common, connection, namespace, log }),
    ]
    const runs = Promise.all(workers.map((worker) => worker.run()))
    const made = await client.workflow.execute('backup', {
      workflowId: `backup/${businessId}`,
      taskQueue: taskQueues.orderly,
      args: [{ businessId }],
    })
    for (const worker of workers) worker.shutdown()
    await runs
    const [newest] = await backupsIn(folder, businessId)
    expect(made).toEqual({
      file: expect.stringMatching(/^backup-\d{8}T\d{9}Z\.json$/),
      bytes: newest?.manifest.shop.bytes,
      takenAt: newest?.manifest.takenAt,
    })
    expect(existsSync(join(folder, newest?.manifest.shop.file ?? ''))).toBe(true)
    expect(await lastSuccess()).toBe(Date.parse(newest?.manifest.takenAt ?? '') / 1000)
    expect(await backupsIn(folder, 'another')).toEqual([])
  },
)
