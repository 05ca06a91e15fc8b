import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { businessOf } from '../../db/businesses'
import { productsForSale } from '../../db/catalog'
import { editPlan, makePlan } from '../../db/plan-editing'
import { applyShopFile } from '../../db/shop-file'
import { staffOf } from '../../db/staff'
import { shopFileSchema, type ShopFile } from '../../domain/shop-file'
import { freshDatabase, type FreshDatabase } from '../setup/database'

type Example = Record<'business', object> & { readonly products: readonly [object] }
const example = (): Example =>
  JSON.parse(readFileSync(join(__dirname, '..', '..', 'shop.example.json'), 'utf8')) as Example
const shop = (changes: Partial<ShopFile> = {}): ShopFile => ({ ...shopFileSchema.parse(example()), ...changes })
const id = 'gulzor'

let database: FreshDatabase
beforeEach(async () => {
  database = await freshDatabase()
})
afterEach(() => database.drop())

test('the example is a shop that can sell', async () => {
  const { sql } = database
  expect(await applyShopFile(sql, shop())).toEqual({ created: true, staff: 1, products: 1, plansLeft: [] })
  expect(await businessOf(sql, id)).toMatchObject({ name: 'Gulzor', currency: 'UZS', zone: 'Asia/Tashkent' })
  expect((await businessOf(sql, id)).settings).toMatchObject({
    depositPercent: 30,
    providers: ['payme', 'click', 'manual'],
  })
  expect(await staffOf(sql, id)).toEqual([{ externalId: '123456789', role: 'owner', name: 'Rustam', lang: 'ru' }])
  expect(await productsForSale(sql, id, { limit: 5 })).toMatchObject([
    { id: 'bahor', price: 15_000_000n, available: 30 },
  ])
})

test('run again it brings the shop up to date, keeps the stock, and stops selling what is gone from the file', async () => {
  const { sql } = database
  const first = shop()
  const [bahor] = first.products
  await applyShopFile(sql, { ...first, products: [bahor!, { ...bahor!, id: 'old' }] })
  await sql`UPDATE products SET stock = 7 WHERE id = 'bahor'`
  const staff = [
    { telegramId: '5', role: 'owner' as const, name: 'Aziza', lang: 'uz' as const },
    { telegramId: '123456789', role: 'florist' as const, name: 'Rustam', lang: 'ru' as const },
  ]
  const next = shop({ staff, products: [{ ...bahor!, price: '175000', stock: 99 }] })
  expect(await applyShopFile(sql, next)).toEqual({ created: false, staff: 2, products: 1, plansLeft: [] })
  expect((await staffOf(sql, id)).map(({ externalId, role }) => [externalId, role])).toEqual([
    ['123456789', 'florist'],
    ['5', 'owner'],
  ])
  expect(await productsForSale(sql, id, { limit: 5 })).toMatchObject([
    { id: 'bahor', price: 17_500_000n, available: 7 },
  ])
})

test('plans that staff have made or changed in the bot stay as they are; the others are what the file says', async () => {
  const { sql } = database
  const plan = (planId: string, price: string) => ({ ...shop().plans[0]!, id: planId, price })
  await applyShopFile(sql, shop({ plans: [plan('edited', '90000'), plan('old', '90000'), plan('untouched', '90000')] }))
  const editor = { by: 'staff:1', at: Date.now() }
  await editPlan(sql, { businessId: id, planId: 'edited' }, { price: '7000000' }, editor)
  await makePlan(sql, { businessId: id, planId: 'made' }, 'Made', editor)
  await sql`UPDATE plans SET active = true, price = 100 WHERE id = 'made'`
  const again = shop({ plans: [plan('edited', '80000'), plan('untouched', '80000')] })
  expect((await applyShopFile(sql, again)).plansLeft).toEqual(['edited', 'made'])
  expect([...(await sql`SELECT id, price, active FROM plans ORDER BY id`)]).toEqual([
    { id: 'edited', price: 7_000_000n, active: true },
    { id: 'made', price: 100n, active: true },
    { id: 'old', price: 9_000_000n, active: false },
    { id: 'untouched', price: 8_000_000n, active: true },
  ])
})

test('a shop that has sold keeps its currency, and nothing of the file is taken', async () => {
  const { sql } = database
  await applyShopFile(sql, shop())
  await sql`INSERT INTO buyers (business_id, id, external_id, name) VALUES (${id}, 'telegram:1', '1', 'B')`
  await sql`
    INSERT INTO orders (business_id, id, number, buyer_id, plan, state, currency, total)
    VALUES (${id}, 'o', 1, 'telegram:1', 'full', 'closed', 'UZS', 1)`
  const inTenge = shop()
  const change = { ...inTenge, business: { ...inTenge.business, currency: 'KZT' as const, name: 'Other' } }
  await expect(applyShopFile(sql, change)).rejects.toMatchObject({ code: 'currency_is_fixed' })
  expect((await businessOf(sql, id)).name).toBe('Gulzor')
})

test.each([
  ['no owner', { staff: [{ telegramId: '1', role: 'florist', name: 'A' }] }, 'there is exactly one owner'],
  [
    'one person twice',
    {
      staff: [
        { telegramId: '1', role: 'owner', name: 'A' },
        { telegramId: '1', role: 'florist', name: 'A' },
      ],
    },
    '1 is there twice',
  ],
  ['a zone that is none', { business: { ...example().business, zone: 'Mars' } }, 'an IANA time zone'],
  ['a price that is none', { products: [{ ...example().products[0], price: '12.345' }] }, 'a price in UZS'],
  ['a setting that is unknown', { settings: { nudgeMs: [1] } }, 'Unrecognized key'],
  ['a word too many', { staf: [] }, 'Unrecognized key'],
])('%s is refused with its reason', (_, change, reason) => {
  const parsed = shopFileSchema.safeParse({ ...example(), ...change })
  expect(parsed.success).toBe(false)
  expect(JSON.stringify(parsed.error?.issues)).toContain(reason)
})
