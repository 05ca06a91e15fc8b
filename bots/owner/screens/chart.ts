import { cohortsOf } from '../../../db/owner/cohorts'
import type { Html } from '../../../locales/html'
import type { Texts } from '../../../locales/texts'
import type { OwnerDeps } from '../deps'
import { retentionPicture } from '../retention-picture'
import { cohortMonths } from './subs'

/** Who stays, as a picture; null while nobody has paid. */
export async function chart(deps: OwnerDeps, t: Texts): Promise<{ png: Buffer; caption: Html } | null> {
  const { sql, businessId, zone } = deps
  const cohorts = await cohortsOf(sql, businessId, { zone, now: new Date(deps.now()), months: cohortMonths })
  if (cohorts.length === 0) return null
  const words = { axis: t.plain('plain-owner-chart-month') }
  return {
    png: retentionPicture(cohorts, { months: cohortMonths, words }),
    caption: t.html('owner-chart-title', { business: deps.name }),
  }
}
