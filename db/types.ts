import type { Sql, TransactionSql } from 'postgres'

/** A pool whose int8 columns are read as bigint; money never becomes a float. */
export type Db = Sql<{ bigint: bigint }>
/** One transaction of it. */
export type Tx = TransactionSql<{ bigint: bigint }>
