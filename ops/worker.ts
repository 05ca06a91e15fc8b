import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import type { Logger } from 'pino'
import { createOrderlyActivities, createTelegramActivities } from '../activities'
import { accessMetrics } from '../activities/metrics'
import { connect } from '../db/connect'
import { createGateway } from '../telegram/gateway'
import { taskQueues, workerLimits } from '../workflows/task-queues'
import { bookMetrics } from './book-metrics'
import { migrationsCheck, postgresCheck, temporalCheck } from './health'
import { payLinksFrom } from './merchant'
import { runProcess } from './process'
import { keepSchedulesPatiently } from './schedules'
import { telegramMetrics } from './telegram-metrics'
import { temporalClient } from './temporal-client'
import { builtWorkflows, buildIdOf } from './built-workflows'
import { deployedAs } from './worker-deployment'
import { workflowSource } from './workflow-bundle'

const stopGrace = '5s'

void runProcess('worker', async ({ config, log, registry, stopping }) => {
  logTemporalTo(log)
  const sql = connect(config.DATABASE_URL, { max: 20, applicationName: 'orderly-worker' })
  const client = temporalClient(config)
  const token = config.TELEGRAM_BOT_TOKEN
  const gateway = createGateway({ token, ...(config.TELEGRAM_API_ROOT && { apiRoot: config.TELEGRAM_API_ROOT }) })
  const deps = { sql, telegramFor: () => gateway, links: payLinksFrom(config), log, metrics: accessMetrics(registry) }
  bookMetrics(registry, { sql, businessId: config.BUSINESS_ID })
  telegramMetrics(registry, gateway)

  const connection = await NativeConnection.connect({ address: config.TEMPORAL_ADDRESS })
  const built = builtWorkflows()
  const common = {
    connection,
    namespace: config.TEMPORAL_NAMESPACE,
    shutdownGraceTime: stopGrace,
    ...deployedAs(buildIdOf(config.BUILD_ID, built)),
  } as const
  const orderly = await Worker.create({
    ...common,
    ...(built ?? workflowSource),
    taskQueue: taskQueues.orderly,
    activities: createOrderlyActivities(deps),
    ...workerLimits.orderly,
  })
  const telegram = await Worker.create({
    ...common,
    taskQueue: taskQueues.telegram,
    activities: createTelegramActivities(deps),
    ...workerLimits.telegram,
  })
  const runs = Promise.all([orderly.run(), telegram.run()])
  void keepSchedulesPatiently({ client, sql, businessId: config.BUSINESS_ID, log, stopping })

  return {
    checks: [postgresCheck(sql), migrationsCheck(sql), temporalCheck(client)],
    ended: runs,
    async stop() {
      for (const worker of [orderly, telegram]) if (worker.getState() === 'RUNNING') worker.shutdown()
      await runs
      await sql.end({ timeout: 2 })
      await connection.close()
      await client.connection.close()
    },
  }
})

/** The SDK writes its lines among ours, as JSON of the same form. */
function logTemporalTo(log: Logger) {
  const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const
  const logger = new DefaultLogger('INFO', ({ level, message, meta }) => {
    const { error, ...rest } = meta ?? {}
    log[levels[level]]({ ...rest, ...(error !== undefined && { err: error }) }, message)
  })
  Runtime.install({ logger, telemetryOptions: { logging: { forward: {}, filter: 'WARN' } } })
}
