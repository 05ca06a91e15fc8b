import { setTimeout as pause } from 'node:timers/promises'
import { demoGroups, demoPeople } from '../../domain/demo-people'
import { SandboxRefused, type MessageView, type SandboxClient } from '../../sandbox/client'
import { shopBot } from '../town/shop'

const idOf = (role: (typeof demoPeople)[number]['role']) => demoPeople.find((person) => person.role === role)!.id
const groupOf = (purpose: (typeof demoGroups)[number]['purpose']) =>
  String(demoGroups.find((group) => group.purpose === purpose)!.id)

const everyMs = 1_500
/** A press that came to nothing is pressed again, but not at once. */
const againMs = 20_000

interface Duty {
  readonly person: number
  readonly chat: string
  /** The callback data of what this person presses. */
  readonly presses: RegExp
}

const owner = idOf('owner')
const duties: readonly Duty[] = [
  { person: idOf('florist'), chat: groupOf('florists'), presses: /^f[ad]:/ },
  { person: idOf('courier'), chat: groupOf('couriers'), presses: /^c[hd]:/ },
]

/**
 * The florist makes what is offered, the courier delivers it, and the owner gives back what is on the list of refunds:
 * in the provider's cabinet first, as the list says. They go on until `stopping`.
 */
export async function workAsStaff(sandbox: SandboxClient, stopping: AbortSignal): Promise<void> {
  for (const { id, role } of demoPeople) if (role !== 'buyer') await sandbox.as(id).send(shopBot, '/start')
  await Promise.all([
    ...duties.map((duty) =>
      untilStopped(
        stopping,
        pressing(sandbox, duty, () => Promise.resolve(true)),
      ),
    ),
    untilStopped(
      stopping,
      pressing(sandbox, { person: owner, chat: shopBot, presses: /^rf:/ }, (data) =>
        giveBack(sandbox, data.slice('rf:'.length)),
      ),
    ),
  ])
}

/** One look at the chat: presses every button that is new, or has been there for a while since it was pressed. */
function pressing(sandbox: SandboxClient, { person, chat, presses }: Duty, before: (data: string) => Promise<boolean>) {
  const pressedAt = new Map<string, number>()
  return async () => {
    const worker = sandbox.as(person)
    for (const { data, messageId } of (await worker.messages(chat)).flatMap(buttonsOf)) {
      if (!presses.test(data) || Date.now() - (pressedAt.get(data) ?? 0) < againMs) continue
      pressedAt.set(data, Date.now())
      if (await before(data)) await worker.press(chat, { data }, { messageId, answerMs: 300 }).catch(unlessGone)
    }
  }
}

/** False when the provider tells the shop by itself, so that nothing is to be pressed. */
async function giveBack(sandbox: SandboxClient, ourId: string): Promise<boolean> {
  const payme = (await sandbox.payme.list()).find(({ merchantTransaction }) => merchantTransaction === ourId)
  if (payme) {
    if (payme.state === 2) await sandbox.payme.refund(payme.id)
    // The shop may refuse Payme's own return once the goods are on their way; then the owner has given it back by hand.
    return (await sandbox.payme.get(payme.id)).state === -2
  }
  const click = (await sandbox.click.list()).find(({ prepareId }) => prepareId === ourId)
  if (click?.outcome === 'paid') await sandbox.click.reverse(click.id)
  return click !== undefined
}

async function untilStopped(stopping: AbortSignal, look: () => Promise<void>): Promise<void> {
  while (!stopping.aborted) {
    await look()
    await pause(everyMs, undefined, { signal: stopping }).catch(() => undefined)
  }
}

const buttonsOf = ({ id, keyboard }: MessageView) =>
  keyboard
    .flat()
    .flatMap((key) => ('callback_data' in key && key.callback_data ? [{ data: key.callback_data, messageId: id }] : []))

/** The button was taken away while it was being pressed. */
function unlessGone(error: unknown): undefined {
  if (error instanceof SandboxRefused && (error.status === 404 || error.status === 409)) return undefined
  throw error
}
