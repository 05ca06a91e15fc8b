import type { Db } from './types'

/** Of the order `o`: what kind of payment its stage waits for, also in the moment before that is asked for; or null. */
export const dueKind = (sql: Db) => sql`
  (SELECT p.kind FROM payments p WHERE p.business_id = o.business_id AND p.order_id = o.id
     AND p.state IN ('scheduled', 'due', 'held') ORDER BY p.position LIMIT 1)`
