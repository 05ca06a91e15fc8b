import { setTimeout as pause } from 'node:timers/promises'

interface Patience {
  /** False: it has ended, so nobody need wait any longer. */
  readonly isAlive: () => boolean
  readonly withinMs: number
}

const lookMs = 50

/** Whether one of our processes at `url` (`http://127.0.0.1:8080`) says in time that it is ready for work. */
export async function untilReady(url: string, { isAlive, withinMs }: Patience): Promise<boolean> {
  for (const giveUp = Date.now() + withinMs; Date.now() < giveUp && isAlive(); await pause(lookMs)) {
    const answer = await fetch(`${url}/health/ready`).catch(() => null)
    await answer?.body?.cancel()
    if (answer?.ok) return true
  }
  return false
}
