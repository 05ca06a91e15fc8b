import type { Client } from '@temporalio/client'
import { createLifecycles, type Lifecycles } from '../workflows/callers'

const answerWithinMs = 30_000

/** An operator waits longer than a provider: a step for a worker that is gone is given to another after 10 s. */
export const patientLifecycles = (client: Client): Lifecycles => createLifecycles(client, { answerWithinMs })
