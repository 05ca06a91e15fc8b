import { Client, Connection } from '@temporalio/client'
import { connect } from '../db/connect'
import { demoBusiness, seedDemoShop } from '../db/demo-shop'
import { migrate } from '../db/migrate'
import type { Db } from '../db/types'
import type { EmbeddedPostgres } from '../ops/embedded-postgres'
import type { Engine, EngineName } from '../ops/engines'
import { startOwnServers } from '../ops/own-servers'
import { prepareNamespace } from '../ops/temporal-namespace'
import { createLifecycles, type Lifecycles } from '../workflows/callers'

export const businessId = demoBusiness.id
/** Everybody in this range has written to the bot. */
export const [firstChat, lastChat] = [1_000_001, 1_050_000]
const hour = 3_600_000

/** Postgres and Temporal, on which each part of the benchmark opens shops of its own. */
export interface Ground {
  readonly engine: Pick<Engine, 'name' | 'address' | 'pids'>
  readonly postgres: Pick<EmbeddedPostgres, 'url' | 'createDatabaseIfMissing' | 'pid'>
  readonly folder: string
  /** Whether our processes run as production runs them, from dist/ (`npm run build` first), or from the source. */
  readonly built: boolean
  readonly say: (line: string) => void
  /** An empty demo shop in a database and a namespace of this name. */
  open(name: string, settings?: object): Promise<Shop>
}

/** A ground on servers that are running already. */
export const groundOn = (places: Omit<Ground, 'open'>): Ground => ({
  ...places,
  open: (name, settings) => openShop(places, name, settings),
})

export interface Shop {
  readonly name: string
  readonly sql: Db
  readonly databaseUrl: string
  readonly client: Client
  readonly lifecycles: Lifecycles
  close(): Promise<void>
}

export interface GroundWish extends Pick<Ground, 'built' | 'say'> {
  readonly engine: EngineName
}

export async function layGround({ engine, built, say }: GroundWish): Promise<Ground & { close(): Promise<void> }> {
  const servers = await startOwnServers({ name: 'bench', engine, namespaces: [], say })
  return { ...groundOn({ ...servers, built, say }), close: () => servers.close() }
}

/** As a shop sets itself up, except that nobody is reminded and nothing ends while it is measured. */
const unhurried = {
  nudgesMs: [hour, 6 * hour, 24 * hour],
  depositExpiryMs: 24 * hour,
  balanceExpiryMs: 72 * hour,
  offerTimeoutMs: 24 * hour,
}

async function openShop(
  { postgres, engine }: Pick<Ground, 'postgres' | 'engine'>,
  name: string,
  settings: object = {},
): Promise<Shop> {
  const database = name.replaceAll('-', '_')
  await postgres.createDatabaseIfMissing(database)
  const databaseUrl = postgres.url(database)
  const sql = connect(databaseUrl, { max: 20, applicationName: 'bench' })
  await migrate(sql)
  await seedDemoShop(sql)
  await sql`UPDATE businesses SET settings = settings || ${sql.json({ ...unhurried, ...settings })}`
  await sql`UPDATE products SET stock = 1000000`
  await sql`
    INSERT INTO buyers (business_id, id, external_id, name)
    SELECT ${businessId}, 'telegram:' || u, u, 'Buyer ' || u FROM generate_series(${firstChat}::int, ${lastChat}::int) AS u`
  await prepareNamespace({ address: engine.address, namespace: name, retentionDays: 1 })
  const connection = await Connection.connect({ address: engine.address })
  const client = new Client({ connection, namespace: name })
  return {
    name,
    sql,
    databaseUrl,
    client,
    lifecycles: createLifecycles(client),
    async close() {
      await connection.close()
      await sql.end({ timeout: 5 })
    },
  }
}
