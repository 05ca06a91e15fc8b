import type { StaffPermission } from '../../../domain/staff'
import type { Scene } from '../scene'
import { allowed } from './work-card'

/**
 * Whether this person may do it, here: what is about a buyer's subscription is not for a group, where others read and
 * press too. If not, the press is answered.
 */
export async function atDesk(scene: Scene, permission: StaffPermission): Promise<boolean> {
  if (!(await allowed(scene, permission))) return false
  if (scene.chat.isPrivate) return true
  await scene.toast(scene.t.plain('toast-private-only'), { alert: true })
  return false
}
