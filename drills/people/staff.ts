import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { SandboxRefused, type MessageView, type SandboxClient } from '../../sandbox/client'
import { colleagues, groupOf, idsOf } from '../town/colleagues'
import { shopBot } from '../town/shop'

const everyMs = 1_000
/** The bot hears 30 presses of one person a minute. */
const betweenPressesMs = 2_200
/** A press that came to nothing is pressed again, but not at once. */
const againMs = 60_000

interface Duty {
  readonly person: number
  readonly chat: string
  /** The callback data of what this person presses, with the id of what it is about. */
  readonly presses: RegExp
  /** Whoever has accepted an order makes it: each has a share of the orders. */
  readonly share: { readonly index: number; readonly of: number }
}

const dutiesOf = (role: 'florist' | 'courier', presses: RegExp): Duty[] =>
  idsOf(role).map((person, index, all) => ({
    person,
    chat: groupOf(`${role}s`),
    presses,
    share: { index, of: all.length },
  }))
const duties = [...dutiesOf('florist', /^f[ad]:(.+)$/), ...dutiesOf('courier', /^c[hd]:(.+)$/)]
const owners: Duty[] = idsOf('owner').map((person) => ({
  person,
  chat: shopBot,
  presses: /^rf:(.+)$/,
  share: { index: 0, of: 1 },
}))

/**
 * Florists make what is offered, couriers deliver it, and the owner gives back what is on the list of refunds:
 * in the provider's cabinet first, as the list says. They go on until `stopping`.
 */
export async function workAsStaff(sandbox: SandboxClient, stopping: AbortSignal): Promise<void> {
  for (const { id } of colleagues) await sandbox.as(id).send(shopBot, '/start')
  await Promise.all([
    ...duties.map((duty) =>
      untilStopped(
        stopping,
        pressing(sandbox, duty, () => Promise.resolve(true)),
      ),
    ),
    ...owners.map((duty) =>
      untilStopped(
        stopping,
        pressing(sandbox, duty, (ourId) => giveBack(sandbox, ourId)),
      ),
    ),
  ])
}

/** One look at the chat: presses every button that is new, or has been there for a while since it was pressed. */
function pressing(
  sandbox: SandboxClient,
  { person, chat, presses, share }: Duty,
  before: (id: string) => Promise<boolean>,
) {
  const pressedAt = new Map<string, number>()
  const isMine = (id: string) => numberOf(id) % share.of === share.index
  return async () => {
    const worker = sandbox.as(person)
    for (const { data, messageId } of (await worker.messages(chat)).flatMap(buttonsOf)) {
      const id = presses.exec(data)?.[1]
      if (id === undefined || !isMine(id) || Date.now() - (pressedAt.get(data) ?? 0) < againMs) continue
      pressedAt.set(data, Date.now())
      if (!(await before(id))) continue
      await worker.press(chat, { data }, { messageId, answerMs: 300 }).catch(unlessGone)
      await pause(betweenPressesMs)
    }
  }
}

/** The same for the same id, and evenly spread. */
const numberOf = (id: string) => createHash('sha1').update(id).digest().readUInt16BE()

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
