import { setTimeout as pause } from 'node:timers/promises'

/** Asks until it is so; throws after a minute. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const giveUp = Date.now() + 60_000
  while (!(await isSo())) {
    if (Date.now() > giveUp) throw new Error(`waited a minute in vain until ${what}`)
    await pause(50)
  }
}
