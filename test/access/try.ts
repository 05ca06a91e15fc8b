import type { User } from '@grammyjs/types'
import { createRoutes } from '../../bots/shop/routes'
import { noteQuestion, type Question } from '../../db/questions'
import type { Db, Tx } from '../../db/types'
import { createPayLinks } from '../../domain/pay-links'
import { textsIn } from '../../locales/texts'
import type { Gateway } from '../../telegram/gateway'
import { silent } from '../activities/notices/shop'
import { LifecyclesForTests } from '../bots/shop/shop-bot'
import { markOf } from './shops'
import type { Deed } from './table'

/** What came of one thing that somebody tried. Its rows were taken back afterwards. */
export interface Outcome {
  readonly calls: readonly string[]
  readonly wrote: readonly string[]
  readonly showed: boolean
  /** They were told that they may not, or that there is no such thing. */
  readonly turnedAway: boolean
  readonly tellsOf: (businessId: string) => boolean
}

const t = textsIn('ru')
const refusals: readonly string[] = (
  [
    'toast-staff-only',
    'toast-not-your-role',
    'toast-private-only',
    'toast-order-unknown',
    'toast-subscription-unknown',
    'toast-subscriber-unknown',
    'toast-ticket-unknown',
    'toast-product-gone',
    'toast-plan-gone',
    'toast-code-gone',
    'toast-channel-gone',
  ] as const
).map((key) => t.plain(key))
const shows = ['sendMessage', 'editMessageText', 'sendInvoice', 'createInvoiceLink']

const botInfo = { id: 1, is_bot: true, first_name: 'Shop', username: 'shop_bot' } as User & { username: string }
const links = createPayLinks(() => ({ telegramFiat: { providerToken: 'provider:TEST:1' } }))
let updateId = 0

class TakenBack extends Error {}

/** Brings an update to the bot of `demo`, in a transaction that is taken back, and says what came of it. */
export async function trying(sql: Db, body: object, asked?: { chatId: number; question: Question }): Promise<Outcome> {
  let outcome: Outcome | undefined
  await sql
    .begin(async (tx) => {
      if (asked) {
        const { chatId, question } = asked
        await noteQuestion(tx, { businessId: 'demo', chatId: String(chatId), messageId: 77, question })
      }
      const before = await standOf(tx)
      const { lifecycles, said } = await handled(within(tx), body)
      const wrote = changed(before, await standOf(tx))
      const texts = said.filter(({ args }) => typeof args.text === 'string').map(({ args }) => String(args.text))
      const turnedAway = texts.some((text) => refusals.includes(text))
      outcome = {
        calls: lifecycles.calls.map(([name]) => name),
        wrote,
        showed: !turnedAway && said.some(({ method }) => shows.includes(method)),
        turnedAway,
        tellsOf: (businessId) => JSON.stringify(said).includes(markOf(businessId)),
      }
      throw new TakenBack()
    })
    .catch((error: unknown) => {
      if (!(error instanceof TakenBack)) throw error
    })
  if (!outcome) throw new Error('nothing came of it')
  return outcome
}

/** Whether the deed was done, of all that was. */
export function did({ calls, wrote, showed }: Outcome, deed: Deed): boolean {
  if (deed === 'writes') return wrote.length > 0
  if (deed === 'shows') return showed
  return calls.includes(deed)
}

async function handled(sql: Db, body: object) {
  const said: { method: string; args: Record<string, unknown> }[] = []
  let messageId = 100
  const gateway = new Proxy({} as Gateway, {
    get:
      (_, method: string) =>
      async (args: Record<string, unknown> = {}) => {
        said.push({ method, args })
        return Promise.resolve(method === 'createInvoiceLink' ? 'https://t.me/invoice' : { message_id: ++messageId })
      },
  })
  const lifecycles = new LifecyclesForTests()
  const shop = {
    botId: '1',
    businessId: 'demo',
    sql,
    lifecycles: lifecycles.all,
    gateway,
    links,
    log: silent,
    now: Date.now,
  }
  const routes = createRoutes({ shop, token: '1:token', botInfo, willRetry: () => false })
  const update = { update_id: ++updateId, ...body }
  await routes({ updateId, body: update, receivedAt: new Date(), attempt: 1 })
  return { lifecycles, said }
}

/** The transaction as what the product takes for its pool: its own transactions are parts of this one. */
const within = (tx: Tx): Db =>
  Object.assign(tx, { begin: (work: (part: Tx) => Promise<unknown>) => tx.savepoint(work) }) as unknown as Db

type Stand = ReadonlyMap<string, string>

/** What this transaction has written, by table; of buyers the rows themselves, for everybody who writes is renewed there. */
async function standOf(tx: Tx): Promise<Stand> {
  const rows = await tx<{ name: string; stand: string }[]>`
    SELECT relname AS name, (n_tup_ins + n_tup_upd + n_tup_del)::text AS stand FROM pg_stat_xact_user_tables
    WHERE relname <> 'buyers' AND n_tup_ins + n_tup_upd + n_tup_del > 0
    UNION ALL SELECT 'buyers', md5(string_agg(b::text, '|' ORDER BY b.business_id, b.id)) FROM buyers b`
  return new Map(rows.map(({ name, stand }) => [name, stand]))
}

const changed = (before: Stand, after: Stand): string[] =>
  [...after].filter(([table, stand]) => stand !== before.get(table)).map(([table]) => table)
