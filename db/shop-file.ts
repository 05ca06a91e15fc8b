import { priceOf, type ShopFile } from '../domain/shop-file'
import { savePlan } from './plans'
import type { Db, Tx } from './types'

export interface ShopChanges {
  readonly created: boolean
  readonly staff: number
  readonly products: number
  /** Plans that staff have made or changed in the bot: they are theirs, whatever the file says. */
  readonly plansLeft: readonly string[]
}

/**
 * Makes a business what its file says, in one transaction: business, settings and goods are brought up to date, staff
 * who are no longer in the file lose their role. Orders, subscriptions, and the stock of goods that were there before, are
 * left alone, and so are plans that staff look after; goods and other plans that are no longer in the file are not sold any more. Refused by the database when the currency of a business
 * that has orders would change.
 */
export function applyShopFile(sql: Db, shop: ShopFile): Promise<ShopChanges> {
  return sql.begin(async (tx) => {
    const created = await saveBusiness(tx, shop)
    await saveStaff(tx, shop)
    await saveProducts(tx, shop)
    const plansLeft = await savePlans(tx, shop)
    return { created, staff: shop.staff.length, products: shop.products.length, plansLeft }
  })
}

/** The currency of orders that were sold cannot be changed behind them. */
export class CurrencyIsFixed extends Error {
  readonly code = 'currency_is_fixed'
}

async function saveBusiness(tx: Tx, { business, settings }: ShopFile): Promise<boolean> {
  const [before] = await tx<{ currency: string; sold: boolean }[]>`
    SELECT currency, EXISTS (SELECT 1 FROM orders WHERE business_id = ${business.id}) AS sold
    FROM businesses WHERE id = ${business.id} FOR UPDATE`
  if (before?.sold && before.currency !== business.currency) {
    throw new CurrencyIsFixed(
      `${business.id} has sold in ${before.currency}; its currency cannot become ${business.currency}`,
    )
  }
  await tx`
    INSERT INTO businesses (id, name, currency, zone, settings, support_url, terms)
    VALUES (${business.id}, ${business.name}, ${business.currency}, ${business.zone}, ${tx.json(settings as never)},
            ${business.supportUrl}, ${tx.json(business.terms)})
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, currency = excluded.currency, zone = excluded.zone,
      settings = excluded.settings, support_url = excluded.support_url, terms = excluded.terms`
  return before === undefined
}

async function saveStaff(tx: Tx, { business, staff }: ShopFile): Promise<void> {
  // First out, then in: there is one owner at a time.
  await tx`DELETE FROM staff WHERE business_id = ${business.id}`
  const rows = staff.map(({ telegramId, ...member }) => ({
    business_id: business.id,
    external_id: telegramId,
    ...member,
  }))
  await tx`INSERT INTO staff ${tx(rows, 'business_id', 'external_id', 'role', 'name', 'lang')}`
}

async function saveProducts(tx: Tx, { business, products }: ShopFile): Promise<void> {
  const ids = products.map(({ id }) => id)
  await tx`UPDATE products SET active = false WHERE business_id = ${business.id} AND NOT (id = ANY(${ids}))`
  for (const [position, product] of products.entries()) {
    const price = priceOf(product.price, business.currency)
    await tx`
      INSERT INTO products (business_id, id, names, texts, price, stock, arrives_on, emoji, active, position)
      VALUES (${business.id}, ${product.id}, ${tx.json(product.names)}, ${tx.json(product.texts)},
              ${price!.toString()}, ${product.stock}, ${product.arrivesOn}, ${product.emoji}, ${product.active}, ${position})
      ON CONFLICT (business_id, id) DO UPDATE SET names = excluded.names, texts = excluded.texts, price = excluded.price,
        arrives_on = excluded.arrives_on, emoji = excluded.emoji, active = excluded.active, position = excluded.position`
  }
}

async function savePlans(tx: Tx, { business, channels, plans }: ShopFile): Promise<string[]> {
  for (const { chatId, title } of channels) {
    await tx`
      INSERT INTO channels (business_id, chat_id, title) VALUES (${business.id}, ${chatId}, ${title})
      ON CONFLICT (business_id, chat_id) DO UPDATE SET title = excluded.title`
  }
  const changed = await tx<{ id: string }[]>`
    SELECT DISTINCT plan_id AS id FROM plan_changes WHERE business_id = ${business.id} ORDER BY id`
  const staffs = changed.map(({ id }) => id)
  const keep = [...staffs, ...plans.map(({ id }) => id)]
  await tx`UPDATE plans SET active = false WHERE business_id = ${business.id} AND NOT (id = ANY(${keep}))`
  const minor = (price: string) => priceOf(price, business.currency)!.toString()
  for (const [position, plan] of plans.entries()) {
    if (staffs.includes(plan.id)) continue
    const prices = Object.fromEntries(Object.entries(plan.prices).map(([provider, price]) => [provider, minor(price)]))
    await savePlan(tx, business.id, { ...plan, price: minor(plan.price), prices, position })
  }
  return staffs
}
