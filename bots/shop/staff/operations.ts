import { newestAudit, type Audit } from '../../../db/access-audits'
import { accessBacklog } from '../../../db/access-backlog'
import { openDifferences, settleDifference, type Difference } from '../../../db/reconciliation'
import type { Button } from '../../../domain/buttons'
import { isDoneByItself } from '../../../domain/reconciliation'
import { differenceIn } from '../../../locales/differences'
import { stacked, type Html } from '../../../locales/html'
import { moment } from '../../../locales/wording'
import type { Screen, ScreenButton } from '../../../telegram/screen'
import type { Scene } from '../scene'
import { atDesk } from './desk'

const shown = 10

/** `/audit`: how far Telegram is behind the book, and where the two disagree. */
export async function operations(scene: Scene): Promise<void> {
  if (!(await atDesk(scene, 'judge_subscriber'))) return
  await scene.redraw(await pageOf(scene))
}

/** Compares channels and Stars with the book now, besides the times of the schedules. */
export async function auditNow(scene: Scene): Promise<void> {
  if (!(await atDesk(scene, 'judge_subscriber'))) return
  const { shop, t } = scene
  const isNew = await shop.lifecycles.checkNow(shop.businessId)
  await scene.toast(t.plain(isNew ? 'toast-audit-begun' : 'toast-audit-runs'))
  await scene.redraw(await pageOf(scene))
}

/** Whose Stars were gone is known now, and what had to be done is done. */
export async function differenceSettled(
  scene: Scene,
  { transaction: number }: Extract<Button, { verb: 'difference_settled' }>,
): Promise<void> {
  if (!(await atDesk(scene, 'judge_subscriber'))) return
  const { shop, t, who } = scene
  const by = `staff:${who.externalId}`
  const settled = await settleDifference(shop.sql, shop.businessId, { number, by, at: shop.now() })
  await scene.toast(t.plain(settled ? 'toast-difference-settled' : 'toast-difference-settled-before'))
  await scene.redraw(await pageOf(scene))
}

async function pageOf(scene: Scene): Promise<Screen> {
  const { shop, t } = scene
  const { sql, businessId } = shop
  const audit = await newestAudit(sql, businessId)
  const { ended, removed, waiting, oldest } = await accessBacklog(sql, businessId, shop.now())
  const differences = await openDifferences(sql, businessId, { limit: shown })
  const since = oldest ? moment(t, oldest, scene.business.zone) : '—'
  return {
    text: stacked(
      [
        t.html('operations'),
        t.html('operations-access', { ended, removed, waiting }),
        oldest ? t.html('operations-oldest', { since }) : null,
        auditWords(scene, audit),
        differences.length === 0 ? t.html('operations-stars-agree') : t.html('operations-stars-differ'),
        ...differences.map((difference) => differenceIn(t, difference)),
      ],
      '\n\n',
    ),
    rows: [
      ...differences.flatMap((difference) => settleRow(scene, difference)),
      [
        { label: t.plain('btn-audit-now'), press: { verb: 'audit_now' } },
        { label: t.plain('btn-refresh'), press: { verb: 'operations' } },
      ],
      [{ label: t.plain('btn-staff'), press: { verb: 'staff_menu', page: 'open' } }],
    ],
  }
}

function auditWords({ t, business }: Scene, audit: Audit | null): Html {
  if (!audit) return t.html('operations-audit-none')
  const { checked, total, repairedIn, repairedOut, exempt, unknown, skipped } = audit
  if (!audit.finishedAt) return t.html('operations-audit-runs', { checked, total })
  const at = moment(t, audit.finishedAt, business.zone)
  return t.html('operations-audit', { at, checked, in: repairedIn, out: repairedOut, exempt, unknown, skipped })
}

function settleRow({ t }: Scene, { number, remedy, amount }: Difference): ScreenButton[][] {
  if (isDoneByItself(remedy)) return []
  const label = t.plain('btn-difference-settled', { amount: String(amount) })
  return [[{ label, press: { verb: 'difference_settled', transaction: number } }]]
}
