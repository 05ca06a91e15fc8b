import { NativeConnection, Worker } from '@temporalio/worker'
import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import { createOrderlyActivities, createTelegramActivities } from '../activities'
import { activityMetrics } from '../activities/metrics'
import { retryWatch } from '../activities/retry-watch'
import { connect } from '../db/connect'
import { createGateway } from '../telegram/gateway'
import { taskQueues, workerLimits } from '../workflows/task-queues'
import { ageMetrics } from './age-metrics'
import { backupMetrics, backupWorker } from './backup/nightly'
import { bookMetrics } from './book-metrics'
import { builtWorkflows, buildIdOf } from './built-workflows'
import { migrationsCheck, postgresCheck, temporalCheck } from './health'
import { payLinksFrom } from './merchant'
import { runProcess } from './process'
import { keepSchedulesPatiently } from './schedules'
import { findStuck } from './stuck/find-stuck'
import { sharedLook } from './stuck/shared-look'
import { stuckMetrics } from './stuck-metrics'
import { telegramCalls, telegramMetrics } from './telegram-metrics'
import { temporalClient } from './temporal-client'
import { installRuntime } from './temporal-runtime'
import { deployedAs } from './worker-deployment'
import { bundleWorkflows } from './workflow-bundle'

const stopGrace = '5s'

void runProcess('worker', async ({ config, log, registry, stopping }) => {
  const sdkMetrics = await installRuntime(log)
  const sql = connect(config.DATABASE_URL, { max: 20, applicationName: 'orderly-worker' })
  const client = temporalClient(config)
  const token = config.TELEGRAM_BOT_TOKEN
  const gateway = createGateway({
    token,
    ...(config.TELEGRAM_API_ROOT && { apiRoot: config.TELEGRAM_API_ROOT }),
    answered: telegramCalls(registry),
  })
  const deps = { sql, telegramFor: () => gateway, links: payLinksFrom(config), log, metrics: activityMetrics(registry) }
  bookMetrics(registry, { sql, businessId: config.BUSINESS_ID })
  ageMetrics(registry, { sql, businessId: config.BUSINESS_ID })
  telegramMetrics(registry, gateway)

  const connection = await connectPatiently(config.TEMPORAL_ADDRESS, { log, stopping })
  const built = builtWorkflows()
  const watch = retryWatch({ sql, businessId: config.BUSINESS_ID, log })
  const common = {
    connection,
    namespace: config.TEMPORAL_NAMESPACE,
    shutdownGraceTime: stopGrace,
    interceptors: { activity: [watch] },
    ...deployedAs(buildIdOf(config.BUILD_ID, built)),
  }
  const orderly = await Worker.create({
    ...common,
    workflowBundle: built?.workflowBundle ?? (await bundleWorkflows()),
    taskQueue: taskQueues.orderly,
    activities: createOrderlyActivities(deps),
    ...workerLimits.orderly,
  })
  const telegram = await Worker.create({
    ...common,
    taskQueue: taskQueues.telegram,
    activities: createTelegramActivities(deps),
    ...workerLimits.telegram,
    maxTaskQueueActivitiesPerSecond: config.TELEGRAM_MESSAGES_PER_SECOND,
  })
  const folder = config.BACKUP_FOLDER
  const workers = [orderly, telegram]
  if (folder) {
    const {
      DATABASE_URL: shopUrl,
      OWNER_DATABASE_URL: ownerUrl,
      BACKUP_KEEP_DAYS: keepDays,
      PG_BIN: binFolder,
    } = config
    workers.push(await backupWorker({ ...common, folder, shopUrl, ownerUrl, keepDays, binFolder, log }))
    backupMetrics(registry, { folder, businessId: config.BUSINESS_ID })
  }
  const runs = Promise.all(workers.map((worker) => worker.run()))
  const place = { sql, client, businessId: config.BUSINESS_ID }
  void stuckMetrics(registry, { look: sharedLook(() => findStuck(place), { freshMs: 0 }), log, stopping })
  const backups = folder !== undefined
  void keepSchedulesPatiently({ client, sql, businessId: config.BUSINESS_ID, backups, log, stopping })

  return {
    checks: [postgresCheck(sql), migrationsCheck(sql), temporalCheck(client)],
    metrics: sdkMetrics,
    ended: runs,
    async stop() {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown()
      await runs
      await sql.end({ timeout: 2 })
      await connection.close()
      await client.connection.close()
    },
  }
})

const connectAgainMs = 1_000

/** A worker that starts while Temporal is away waits for it; until then it is not ready. */
async function connectPatiently(
  address: string,
  { log, stopping }: { log: Logger; stopping: AbortSignal },
): Promise<NativeConnection> {
  for (;;) {
    try {
      return await NativeConnection.connect({ address })
    } catch (error) {
      log.warn({ err: error }, 'Temporal does not answer yet; trying again')
      await pause(connectAgainMs, undefined, { signal: stopping })
    }
  }
}
