import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import type { Logger } from 'pino'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createOrderlyActivities, createTelegramActivities } from '../activities'
import { accessMetrics } from '../activities/metrics'
import { connect } from '../db/connect'
import { createGateway } from '../telegram/gateway'
import { taskQueues, workerLimits } from '../workflows/task-queues'
import { bookMetrics } from './book-metrics'
import { migrationsCheck, postgresCheck, temporalCheck } from './health'
import { payLinksFrom } from './merchant'
import { CannotStart, runProcess } from './process'
import { keepSchedulesPatiently } from './schedules'
import { telegramMetrics } from './telegram-metrics'
import { temporalClient } from './temporal-client'
import { workflowSource } from './workflow-bundle'

/** A bundle made once at build time; without one the worker bundles at its start. */
const builtBundle = join(__dirname, 'workflows.bundle')
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
  const common = { connection, namespace: config.TEMPORAL_NAMESPACE, shutdownGraceTime: stopGrace } as const
  const orderly = await Worker.create({
    ...common,
    ...workflows(),
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

function workflows() {
  if (!existsSync(`${builtBundle}.js`)) return workflowSource
  const { sdk } = JSON.parse(readFileSync(`${builtBundle}.json`, 'utf8')) as { sdk: string }
  const { version } = require('@temporalio/worker/package.json') as { version: string }
  if (sdk !== version) {
    throw new CannotStart(`The workflow bundle was made by SDK ${sdk}, this is ${version}: run "npm run build" again.`)
  }
  return { workflowBundle: { codePath: `${builtBundle}.js` } }
}

/** The SDK writes its lines among ours, as JSON of the same form. */
function logTemporalTo(log: Logger) {
  const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const
  const logger = new DefaultLogger('INFO', ({ level, message, meta }) => {
    const { error, ...rest } = meta ?? {}
    log[levels[level]]({ ...rest, ...(error !== undefined && { err: error }) }, message)
  })
  Runtime.install({ logger, telemetryOptions: { logging: { forward: {}, filter: 'WARN' } } })
}
