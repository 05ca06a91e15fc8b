import type { Scene } from '../scene'
import { mainRows } from './start'

/** A text, a command or a picture that means nothing to the bot: what it can do instead. Groups may chat in peace. */
export async function unknownMessage(scene: Scene): Promise<void> {
  if (!scene.chat.isPrivate) return
  await scene.show({ text: scene.t.html('unknown'), rows: mainRows(scene) })
}

/** A button that we never draw, or no longer: forged, or from a message of an old version. */
export async function unknownButton(scene: Scene): Promise<void> {
  await scene.toast(scene.t.plain('toast-button-old'), { alert: true })
}
