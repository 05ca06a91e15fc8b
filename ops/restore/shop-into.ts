import { holdingsOf } from '../../db/backups'
import { connect } from '../../db/connect'
import { beginOperatorAction, endOperatorAction, type OperatorAction } from '../../db/operator-actions'
import {
  keepActions,
  keepUpdates,
  makeFeedReadable,
  skipNumbers,
  knowledgeOf,
  type NumbersGiven,
} from '../../db/restores'
import type { Db } from '../../db/types'
import type { Manifest } from '../backup/manifest'
import type { Progress } from '../cache'
import type { DeedBook } from '../commands/deed'
import type { OpsPlace } from '../commands/place'

/** So many numbers are left out when nobody can say which ones were given. */
const leap = { orders: 1_000, transactions: 100_000n }

/**
 * What a restored database of the shop needs before it takes the place of the present one: it holds what the manifest
 * says, gives no number twice, its feed can be read, and what operators did stays written down.
 */
export function shopInto(place: OpsPlace, manifest: Manifest, progress: Progress) {
  let wish: OperatorAction | undefined
  /** Under which number it stands in the present database, and in the restored one. */
  let present: bigint | undefined
  let restoredAs: bigint | undefined

  /** The present database may be lost; then the deed is written down in the restored one. */
  const writtenIn: DeedBook = {
    async begin(action) {
      wish = action
      present = await beginOperatorAction(place.sql, action).catch(() => undefined)
      return present ?? 0n
    },
    async end(begun, error) {
      // What failed has replaced nothing.
      const number = error === undefined ? restoredAs : present
      if (number === undefined) return begun
      const sql = connect(place.config.DATABASE_URL, { max: 1, applicationName: 'orderly-restore' })
      try {
        await endOperatorAction(sql, number, error)
      } finally {
        await sql.end({ timeout: 2 })
      }
      return number
    },
  }

  async function prepare(restored: Db): Promise<void> {
    await requireAsCounted(restored, manifest)
    const own = await knowledgeOf(restored)
    const now = await knowledgeOf(place.sql).catch(() => undefined)
    if (now && goesOnFrom(own, now)) {
      await skipNumbers(restored, now)
      await keepActions(restored, now)
      await keepUpdates(restored, now)
      restoredAs = present
    } else {
      progress(`nobody can say which numbers were given since, so ${leap.orders} numbers of orders are left out`)
      await skipNumbers(restored, leapFrom(own))
    }
    if (restoredAs === undefined && wish) restoredAs = await beginOperatorAction(restored, wish)
    if (await makeFeedReadable(restored)) {
      progress('the event feed is renumbered, as this is another server: its readers begin anew')
    }
  }

  return { writtenIn, prepare }
}

/** The present database is a later state of what is restored, not one that was begun anew. */
const goesOnFrom = (restored: NumbersGiven, present: NumbersGiven) =>
  present.transactionId >= restored.transactionId &&
  [...restored.orderNumbers].every(([id, last]) => (present.orderNumbers.get(id) ?? 0) >= last)

const leapFrom = ({ orderNumbers, transactionId }: NumbersGiven): NumbersGiven => ({
  orderNumbers: new Map([...orderNumbers].map(([id, last]) => [id, last + leap.orders])),
  transactionId: transactionId + leap.transactions,
})

async function requireAsCounted(restored: Db, { shop }: Manifest): Promise<void> {
  const { orders, subscriptions, entries } = await holdingsOf(restored)
  const found = `${orders} orders, ${subscriptions} subscriptions, ${entries} entries`
  const noted = `${shop.orders} orders, ${shop.subscriptions} subscriptions, ${shop.entries} entries`
  if (found !== noted) throw new Error(`The dump has ${found}, and its manifest says ${noted}.`)
}
