import { productsForSale, type ProductCard } from '../../../db/catalog'
import type { Texts } from '../../../locales/texts'
import { sum } from '../../../locales/wording'
import type { Screen, ScreenButton } from '../../../telegram/screen'
import type { Scene } from '../scene'

/** Telegram takes a hundred buttons; a longer list is no list any more. */
const shown = 50

/** What the shop sells. It turns a page of the catalog; any other message stays to be read. */
export async function catalog(scene: Scene): Promise<void> {
  const screen = await catalogScreen(scene)
  if (scene.press?.browsing) await scene.redraw(screen)
  else await scene.show(screen)
}

async function catalogScreen({ shop, business, t }: Scene): Promise<Screen> {
  const products = await productsForSale(shop.sql, shop.businessId, { limit: shown })
  const orders: ScreenButton[] = [{ label: t.plain('btn-orders'), press: { verb: 'orders' } }]
  if (products.length === 0) return { text: t.html('catalog-empty'), rows: [orders] }
  const rows = products.map((product): ScreenButton[] => [
    { label: label(t, product, business.currency), press: { verb: 'product', productId: product.id } },
  ])
  return { text: t.html('catalog', { shop: business.name }), rows: [...rows, orders] }
}

function label(
  t: Texts,
  { emoji, names, price, available, arrivesOn }: ProductCard,
  currency: Scene['business']['currency'],
) {
  const name = names[t.lang]
  if (available === 0) return t.plain('btn-product-sold-out', { emoji, name })
  const words = { emoji, name, price: sum(price, currency) }
  return arrivesOn === null ? t.plain('btn-product', words) : t.plain('btn-product-preorder', words)
}
