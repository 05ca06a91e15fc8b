import type { BusinessId } from '../domain/ids'
import type { Tx } from './types'

/** The next number of an order or a subscription of a business, as people see it. */
export async function nextNumber(tx: Tx, businessId: BusinessId): Promise<number> {
  const [row] = await tx<{ last_order_number: number }[]>`
    UPDATE businesses SET last_order_number = last_order_number + 1 WHERE id = ${businessId} RETURNING last_order_number`
  return row!.last_order_number
}
