import { holdingsOf } from '../../db/backups'
import { connect } from '../../db/connect'
import { beginOperatorAction, endOperatorAction, type OperatorAction } from '../../db/operator-actions'
import { keepActions, makeFeedReadable, numbersGiven, skipNumbers, type NumbersGiven } from '../../db/restores'
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
  const { businessId } = place
  let wish: OperatorAction | undefined
  let number: bigint | undefined

  /** The present database may be lost; then the deed is written down in the restored one. */
  const writtenIn: DeedBook = {
    async begin(action) {
      wish = action
      number = await beginOperatorAction(place.sql, action).catch(() => undefined)
      return number ?? 0n
    },
    async end(begun, error) {
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
    const own = await numbersGiven(restored, businessId)
    const given = await numbersGiven(place.sql, businessId).catch(() => undefined)
    if (given && goesOnFrom(own, given)) {
      await skipNumbers(restored, businessId, given)
      await keepActions(restored, given)
    } else {
      progress(`nobody can say which numbers were given since, so ${leap.orders} numbers of orders are left out`)
      await skipNumbers(restored, businessId, {
        orderNumber: own.orderNumber + leap.orders,
        transactionId: own.transactionId + leap.transactions,
      })
      number = undefined
    }
    if (number === undefined && wish) number = await beginOperatorAction(restored, wish)
    if (await makeFeedReadable(restored)) {
      progress('the event feed is renumbered, as this is another server: its readers begin anew')
    }
  }

  return { writtenIn, prepare }
}

/** The present database is a later state of what is restored, not one that was begun anew. */
const goesOnFrom = (restored: NumbersGiven, present: NumbersGiven) =>
  present.orderNumber >= restored.orderNumber && present.transactionId >= restored.transactionId

async function requireAsCounted(restored: Db, { shop }: Manifest): Promise<void> {
  const { orders, subscriptions, entries } = await holdingsOf(restored)
  const found = `${orders} orders, ${subscriptions} subscriptions, ${entries} entries`
  const noted = `${shop.orders} orders, ${shop.subscriptions} subscriptions, ${shop.entries} entries`
  if (found !== noted) throw new Error(`The dump has ${found}, and its manifest says ${noted}.`)
}
