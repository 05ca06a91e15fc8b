import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { connect } from '../db/connect'
import { applyShopFile } from '../db/shop-file'
import { shopFileSchema, type ShopFile } from '../domain/shop-file'
import { readConfig } from './config'

/** `npm run set-up-shop -- shop.json`: makes a business what its file says. Run again, it brings it up to date. */
async function main([path]: string[]): Promise<void> {
  if (!path) throw new Error('Which file? npm run set-up-shop -- shop.json (shop.example.json shows its form)')
  const shop = await readShop(path)
  const sql = connect(readConfig('migrate', process.env).DATABASE_URL, { max: 1, applicationName: 'orderly-set-up' })
  try {
    const { created, staff, products, plansLeft } = await applyShopFile(sql, shop)
    const { id, name } = shop.business
    console.log(`${name} (${id}): ${created ? 'created' : 'brought up to date'}, ${staff} staff, ${products} products`)
    if (plansLeft.length > 0) console.log(`Left as they were changed in the bot: plans ${plansLeft.join(', ')}`)
    console.log(`Set BUSINESS_ID=${id} for worker, api, bots and owner-bot.`)
  } finally {
    await sql.end()
  }
}

/** Throws with every fault of the file at once. */
async function readShop(path: string): Promise<ShopFile> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Error(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  })
  const parsed = shopFileSchema.safeParse(parseJson(path, text))
  if (!parsed.success) throw new Error(`${path} is not a shop yet:\n${z.prettifyError(parsed.error)}`)
  return parsed.data
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
