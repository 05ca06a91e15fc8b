import { createHash } from 'node:crypto'
import { termsOf } from '../../db/shop-pages'
import { escapeHtml, Html } from '../../locales/html'
import type { Scene } from './scene'

/** Telegram takes 4096 characters; the rest of a message needs some of them. */
const shownAt = 3000

export interface Terms {
  readonly text: Html
  /** Another one for other words: what a buyer agreed to can be told later. */
  readonly version: string
}

/** What the shop sells on: its own words, or what its settings say in plain words. */
export async function shopTerms({ shop, business, t }: Scene): Promise<Terms> {
  const all = await termsOf(shop.sql, shop.businessId)
  const own = all[t.lang]
  const { depositPercent, depositFate } = business.settings
  const words = { shop: business.name, percent: String(depositPercent), fate: depositFate }
  const text = own ? new Html(escapeHtml(own.slice(0, shownAt))) : t.html('terms-default', words)
  const sold = own ? Object.entries(all).toSorted(([one], [other]) => one.localeCompare(other)) : words
  return { text, version: createHash('sha256').update(JSON.stringify(sold)).digest('hex').slice(0, 8) }
}
