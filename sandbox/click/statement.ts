import type { ClickPayment } from './book'

const statuses: Readonly<Partial<Record<ClickPayment['outcome'], string>>> = {
  waiting: 'waiting',
  // The buyer has been debited, and the merchant has not said yes.
  hung: 'confirmed',
  paid: 'confirmed',
  cancelled: 'cancelled',
  returned: 'cancelled',
  reversed: 'reversed',
}

/** What Click's cabinet shows of the payments, in the form that operators write it down. */
export const statementOf = (payments: readonly ClickPayment[]) => ({
  payments: payments.flatMap(({ id, merchantTransId, amount, at, outcome }) => {
    const status = statuses[outcome]
    if (status === undefined) return []
    const created = new Date(at).toISOString()
    return [{ click_trans_id: id, merchant_trans_id: merchantTransId, amount, status, created_at: created }]
  }),
})
