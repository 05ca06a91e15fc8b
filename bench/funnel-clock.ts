import { pino } from 'pino'
import { EventReader } from '../bots/owner/event-reader'
import { funnel } from '../bots/owner/screens/funnel'
import { createStageCounter } from '../bots/owner/stage-counts'
import { connect } from '../db/connect'
import { demoBusiness } from '../db/demo-shop'
import { migrate } from '../db/migrate'
import { ownerMigrations } from '../db/owner/feed'
import { textsIn } from '../locales/texts'
import { createGateway } from '../telegram/gateway'
import { businessId, type Ground, type Shop } from './ground'
import { eventsToken } from './processes'

/** The owner-bot's answer to `/funnel`, as far as its own work goes: without the message to Telegram. */
export interface FunnelClock {
  /** Until every event of the shop has been read. */
  catchUp(): Promise<void>
  /** Draws the funnel once; answers how long that took, ms. */
  look(): Promise<number>
  close(): Promise<void>
}

export async function openFunnel(
  { postgres }: Pick<Ground, 'postgres'>,
  { shop, apiUrl }: { readonly shop: Shop; readonly apiUrl: string },
): Promise<FunnelClock> {
  const database = `${shop.name.replaceAll('-', '_')}_owner`
  await postgres.createDatabaseIfMissing(database)
  const sql = connect(postgres.url(database), { max: 5, applicationName: 'bench-owner' })
  await migrate(sql, ownerMigrations)
  const log = pino({ level: 'silent' })
  const events = { url: `${apiUrl}/api/v1/events`, token: eventsToken }
  const reader = new EventReader({ sql, businessId, events, log, now: Date.now, waitSeconds: 1 })
  const deps = {
    ...demoBusiness,
    businessId,
    people: [],
    sql,
    counter: createStageCounter(shop.client, { businessId, namespace: shop.name }),
    gateway: createGateway({ token: '7000002:owner-secret' }),
    uiUrl: 'http://127.0.0.1:8233',
    namespace: shop.name,
    log,
    now: Date.now,
  }
  return {
    async catchUp() {
      while (!(await reader.step()).empty);
    },
    async look() {
      const startedAt = performance.now()
      await funnel(deps, textsIn('ru'))
      return performance.now() - startedAt
    },
    close: () => sql.end({ timeout: 5 }),
  }
}
