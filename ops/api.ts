import { createApi } from '../api/app'
import { connect } from '../db/connect'
import { createLifecycles } from '../workflows/callers'
import { migrationsCheck, postgresCheck, temporalCheck } from './health'
import { credentialsFrom } from './merchant'
import { runProcess } from './process'
import { findStuck } from './stuck/find-stuck'
import { sharedLook } from './stuck/shared-look'
import { temporalClient } from './temporal-client'

/** Whoever asks more often than that hears the same. */
const stuckFreshMs = 15_000

void runProcess('api', async ({ config, log, registry, stopping }) => {
  const sql = connect(config.DATABASE_URL, { applicationName: 'orderly-api' })
  const client = temporalClient(config, registry)
  const place = { sql, client, businessId: config.BUSINESS_ID }
  const lookForStuck = sharedLook(() => findStuck(place), { freshMs: stuckFreshMs })
  const app = createApi({
    sql,
    lifecycles: createLifecycles(client),
    credentialsOf: credentialsFrom(config),
    eventReaders: [{ businessId: config.BUSINESS_ID, token: config.EVENTS_TOKEN }],
    ...(config.OPS_TOKEN && { operators: { opsToken: config.OPS_TOKEN, lookForStuck } }),
    log,
    registry,
    trustProxy: config.TRUST_PROXY,
    stopping,
  })
  return {
    app,
    checks: [postgresCheck(sql), migrationsCheck(sql), temporalCheck(client)],
    async stop() {
      await sql.end({ timeout: 5 })
      await client.connection.close()
    },
  }
})
