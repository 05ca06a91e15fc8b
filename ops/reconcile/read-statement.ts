import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { TransactionState } from '../../domain/ledger'
import { parseDecimal } from '../../domain/money'
import type { StatementLine } from '../../domain/statement'
import { Refused } from '../commands/command'

/** Providers whose books come as a file. */
export const statementProviders = ['payme', 'click'] as const
export type StatementProvider = (typeof statementProviders)[number]

/** Reads the statement that an operator has saved. Throws {@link Refused} with what is wrong in it. */
export async function readStatement(provider: StatementProvider, file: string): Promise<StatementLine[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Refused(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  })
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch (error) {
    throw new Refused(`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  const parsed = (provider === 'payme' ? payme : click).safeParse(content)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.slice(0, 5).map(({ path, message }) => `  ${path.join('.')}: ${message}`)
  throw new Refused([`${file} is no statement of ${provider}:`, ...faults].join('\n'))
}

const instant = z.number().int().nonnegative()
const states: Readonly<Record<number, TransactionState>> = {
  1: 'held',
  2: 'performed',
  [-1]: 'released',
  [-2]: 'refunded',
}

/** The result of GetStatement (payme.md 1.2), alone or in its JSON-RPC envelope. Amounts are tiyin. */
const paymeLines = z.object({
  transactions: z.array(
    z
      .object({
        id: z.string().min(1).max(64),
        time: instant,
        amount: z.number().int().positive(),
        account: z.record(z.string(), z.string()),
        perform_time: instant.default(0),
        cancel_time: instant.default(0),
        state: z.union([z.literal(1), z.literal(2), z.literal(-1), z.literal(-2)]),
      })
      .transform((line): StatementLine => ({
        provider: 'payme',
        externalId: line.id,
        // We ask for one field of the account, whatever it is called in the cabinet.
        paymentRef: Object.values(line.account)[0] ?? '',
        amount: BigInt(line.amount),
        state: states[line.state]!,
        time: line.time,
        changedAt: Math.max(line.time, line.perform_time, line.cancel_time),
      })),
  ),
})
const inEnvelope = (content: unknown) =>
  typeof content === 'object' && content !== null && 'result' in content ? content.result : content
const payme = z.preprocess(inEnvelope, paymeLines).transform(({ transactions }) => transactions)

const clickStates = {
  waiting: 'held',
  confirmed: 'performed',
  cancelled: 'released',
  reversed: 'refunded',
} as const satisfies Record<string, TransactionState>

/** As docs/operating.md has it: Click documents no statement, so an operator writes down what its cabinet shows. */
const click = z
  .object({
    payments: z.array(
      z
        .object({
          click_trans_id: z.string().regex(/^\d{1,20}$/),
          merchant_trans_id: z.string().min(1).max(32),
          /** So'm. */
          amount: z
            .string()
            .refine((text) => parseDecimal(text, 'UZS') !== null, 'not an amount of soʻm, like 45000.00'),
          status: z.enum(['waiting', 'confirmed', 'cancelled', 'reversed']),
          created_at: z.iso.datetime({ offset: true }),
          changed_at: z.iso.datetime({ offset: true }).optional(),
        })
        .transform((line): StatementLine => ({
          provider: 'click',
          externalId: line.click_trans_id,
          paymentRef: line.merchant_trans_id,
          amount: parseDecimal(line.amount, 'UZS')!,
          state: clickStates[line.status],
          time: Date.parse(line.created_at),
          changedAt: Date.parse(line.changed_at ?? line.created_at),
        })),
    ),
  })
  .transform(({ payments }) => payments)
