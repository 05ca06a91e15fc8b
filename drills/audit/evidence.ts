import { Client, Connection } from '@temporalio/client'
import postgres from 'postgres'

/**
 * Where the auditor looks. It shares no code with the shop: it reads the tables, the workflows, the books of the
 * providers and what Telegram was asked to do, each by itself.
 */
export interface Evidence {
  readonly sql: postgres.Sql
  readonly temporal: Client
  /** `GET` of the stand-ins' own books. */
  readonly ask: <T>(path: string) => Promise<T>
  readonly seen: Seen
  close(): Promise<void>
}

/** What was noted from outside while the drill went on. */
export interface Seen {
  /** Of each product at the beginning. */
  readonly stock: Readonly<Record<string, number>>
  /** Channels that subscriptions open, by plan. */
  readonly channels: Readonly<Record<string, number>>
  readonly bot: string
  /** Buyers who ordered or subscribed, by their Telegram id. What there is enough of is refused to nobody. */
  readonly orderers: readonly { readonly buyer: number; readonly enoughForAll: boolean }[]
  /** What became of them as they saw it, by their Telegram id. */
  readonly ends: ReadonlyMap<number, 'paid' | 'turned_away' | 'wanted_otherwise'>
  readonly subscribers: readonly number[]
  /** `event_id`s in the order in which a reader of the feed got them. */
  readonly events: readonly string[]
  /** When the worker died, and when Postgres was away, ms. */
  readonly interruptions: readonly Interruption[]
}

export interface Interruption {
  readonly from: number
  readonly to: number
}

export interface Place {
  readonly databaseUrl: string
  readonly temporalAddress: string
  readonly namespace: string
  readonly sandboxUrl: string
}

export async function gather(place: Place, seen: Seen): Promise<Evidence> {
  const sql = postgres(place.databaseUrl, { max: 2, onnotice: () => undefined, types: { bigint: postgres.BigInt } })
  const connection = await Connection.connect({ address: place.temporalAddress })
  return {
    sql,
    temporal: new Client({ connection, namespace: place.namespace }),
    async ask<T>(path: string) {
      const response = await fetch(`${place.sandboxUrl}/control${path}`)
      if (!response.ok) throw new Error(`the stand-in answered ${response.status} to ${path}`)
      return (await response.json()) as T
    },
    seen,
    async close() {
      await sql.end({ timeout: 2 })
      await connection.close()
    },
  }
}

/** One thing the auditor has looked into. */
export interface Finding {
  readonly name: string
  readonly examined: number
  /** One line for each thing that is not as it should be. */
  readonly faults: readonly string[]
  /** Worth knowing, and no fault. */
  readonly remark?: string
}
