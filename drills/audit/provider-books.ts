import type { Evidence } from './evidence'

/** Money that a provider says it has moved. Amounts in the provider's own minor units: tiyin, or whole Stars. */
export interface MovedMoney {
  readonly provider: 'payme' | 'click' | 'stars'
  readonly externalId: string
  readonly amount: bigint
  /** What the payer gave as the account, or for Stars who paid: their payload is ours, and says nothing to outsiders. */
  readonly account: { readonly ref: string } | { readonly payer: number }
  readonly returned: boolean
}

interface PaymeRow {
  readonly id: string
  readonly state: number
  readonly amount: string
  readonly account: Readonly<Record<string, string>>
}
interface ClickRow {
  readonly id: string
  readonly outcome: string
  readonly amount: string
  readonly merchantTransId: string
}
interface StarRow {
  readonly id: string
  readonly kind: string
  readonly amount: number
  readonly userId: number
}

/** Everything that the providers' books hold as paid, also what they gave back later. */
export async function movedMoney({ ask, seen }: Evidence): Promise<MovedMoney[]> {
  const [payme, click, stars] = await Promise.all([
    ask<PaymeRow[]>('/payme'),
    ask<ClickRow[]>('/click'),
    ask<{ entries: StarRow[] }>(`/bots/${seen.bot}/stars`),
  ])
  const refunded = new Set(stars.entries.filter(({ kind }) => kind === 'refund').map(({ id }) => id))
  return [
    ...payme
      .filter(({ state }) => state === 2 || state === -2)
      .map(({ id, state, amount, account }) => ({
        provider: 'payme' as const,
        externalId: id,
        amount: BigInt(amount),
        account: { ref: account['payment'] ?? '' },
        returned: state === -2,
      })),
    ...click
      .filter(({ outcome }) => outcome === 'paid' || outcome === 'reversed')
      .map(({ id, outcome, amount, merchantTransId }) => ({
        provider: 'click' as const,
        externalId: id,
        amount: BigInt(amount.replace('.', '')),
        account: { ref: merchantTransId },
        returned: outcome === 'reversed',
      })),
    ...stars.entries
      .filter(({ kind }) => kind === 'payment')
      .map(({ id, amount, userId }) => ({
        provider: 'stars' as const,
        externalId: id,
        amount: BigInt(amount),
        account: { payer: userId },
        returned: refunded.has(id),
      })),
  ]
}
