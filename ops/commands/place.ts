import type { Client } from '@temporalio/client'
import { connect } from '../../db/connect'
import type { BusinessId } from '../../domain/ids'
import { readConfig, type Config } from '../config'
import { temporalClient } from '../temporal-client'

type OpsConfig = Config<'ops'>

/** Where an operator works: what `npm run ops` is configured with, and its connections, made at first use. */
export interface OpsPlace {
  readonly config: OpsConfig
  readonly businessId: BusinessId
  readonly sql: ReturnType<typeof connect>
  readonly client: Client
  close(): Promise<void>
}

/** What needs a configuration throws BadConfiguration with every fault at first use. */
export function openPlace(environment: NodeJS.ProcessEnv): OpsPlace {
  let read: OpsConfig | undefined
  const config = () => (read ??= readConfig('ops', environment))
  let sql: OpsPlace['sql'] | undefined
  let client: Client | undefined
  return {
    get config() {
      return config()
    },
    get businessId() {
      return config().BUSINESS_ID as BusinessId
    },
    get sql() {
      return (sql ??= connect(config().DATABASE_URL, { max: 4, applicationName: 'orderly-ops' }))
    },
    get client() {
      return (client ??= temporalClient(config()))
    },
    async close() {
      await sql?.end({ timeout: 2 })
      await client?.connection.close()
    },
  }
}
