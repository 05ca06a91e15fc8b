import type { PaymeTransaction } from './book'

/** Payme's own book in the form of GetStatement's result, as a merchant takes it out of the cabinet. */
export const statementOf = (transactions: readonly PaymeTransaction[]) => ({
  transactions: transactions
    // A transaction that the merchant refused at once is in no statement.
    .filter(({ state }) => state !== 0)
    .map((transaction) => ({
      id: transaction.id,
      time: transaction.time,
      amount: Number(transaction.amount),
      account: transaction.account,
      create_time: transaction.createTime ?? 0,
      perform_time: transaction.performTime ?? 0,
      cancel_time: transaction.cancelTime ?? 0,
      transaction: transaction.merchantTransaction ?? null,
      state: transaction.state,
      reason: transaction.reason ?? null,
      receivers: null,
    })),
})
