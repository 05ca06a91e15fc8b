import { Client, Connection } from '@temporalio/client'

interface TemporalPlace {
  readonly TEMPORAL_ADDRESS: string
  readonly TEMPORAL_NAMESPACE: string
}

/** Connects at the first call, so that a process starts, and says what it misses, while Temporal is away. */
export function temporalClient({ TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace }: TemporalPlace): Client {
  return new Client({ connection: Connection.lazy({ address }), namespace })
}
