import { subscribersByPlan } from '../../../db/plan-editing'
import { plansOf } from '../../../db/plans'
import type { Screen, ScreenButton } from '../../../telegram/screen'
import type { Scene } from '../scene'

const shown = 40

/** All plans, also those that are not sold, with how many have access by each. */
export async function plansPage({ shop, business, t }: Scene): Promise<Screen> {
  const { sql, businessId } = shop
  const plans = await plansOf(sql, businessId, business.settings, { all: true })
  const subscribers = await subscribersByPlan(sql, businessId)
  const lines = plans.slice(0, shown).map(({ id, names, active }): ScreenButton[] => [
    {
      label: t.plain(active ? 'btn-staff-plan' : 'btn-staff-plan-off', {
        name: names[t.lang],
        count: subscribers.get(id) ?? 0,
      }),
      press: { verb: 'staff_plan', planId: id },
    },
  ])
  return {
    text: t.html(plans.length === 0 ? 'staff-plans-none' : 'staff-plans'),
    rows: [...lines, [{ label: t.plain('btn-plan-new'), press: { verb: 'plan_new' } }]],
  }
}
