import { productNames } from '../../../db/catalog'
import { awaitedProducts } from '../../../db/order-lists'
import type { Button } from '../../../domain/buttons'
import { LifecycleEnded } from '../../../workflows/callers'
import type { Scene } from '../scene'
import { allowed } from './work-card'
import { pageOf } from './menu'

const most = 1000
const atOnce = 10

/** The goods of a product have come: every preorder that waits for them is told, and opens its balance. */
export async function allArrived(scene: Scene, { productId }: Extract<Button, { verb: 'arrived_all' }>): Promise<void> {
  if (!(await allowed(scene, 'goods_arrived'))) return
  const { t, shop, who } = scene
  const { businessId } = shop
  const awaited = await awaitedProducts(shop.sql, { businessId, limit: most })
  const orders = awaited.find((product) => product.productId === productId)?.orders ?? []
  let told = 0
  for (let from = 0; from < orders.length; from += atOnce) {
    const answers = await Promise.all(
      orders.slice(from, from + atOnce).map(({ orderId }) =>
        shop.lifecycles
          .goodsArrived({ businessId, orderId }, { by: 'staff', staffId: who.externalId })
          .catch((error: unknown) => {
            if (error instanceof LifecycleEnded) return null
            throw error
          }),
      ),
    )
    told += answers.filter((answer) => answer?.ok).length
  }
  const names = await productNames(shop.sql, { businessId, productId })
  await scene.toast(t.plain('toast-arrived-all-done', { name: names?.[t.lang] ?? '—', count: told }), { alert: true })
  await scene.redraw(await pageOf(scene, 'preorders'))
}
