import { setTimeout as sleep } from 'node:timers/promises'

const patienceMs = 3000

/** Waits for a payment to come to an end, but no longer than a person looks at an empty page. */
export async function settledSoon(done: Promise<unknown>): Promise<void> {
  await Promise.race([done, sleep(patienceMs, undefined, { ref: false })])
}
