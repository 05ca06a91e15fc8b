import { isGrpcServiceError } from '@temporalio/client'
import { setTimeout as pause } from 'node:timers/promises'

const failedPrecondition = 9
const askAgainMs = 500

/**
 * Asks Temporal for something about a build. Workers that have just started are known on one queue before the other, and to
 * one part of the server before the other; what is refused for that is asked again until `patienceMs` are over.
 */
export async function onceKnown<T>(ask: () => Promise<T>, patienceMs = 10_000): Promise<T> {
  for (const giveUp = Date.now() + patienceMs; ; await pause(askAgainMs)) {
    try {
      return await ask()
    } catch (error) {
      const mayPass = isGrpcServiceError(error) && (error.code as number) === failedPrecondition
      if (!mayPass || Date.now() > giveUp) throw error
    }
  }
}
