import { Client, Connection } from '@temporalio/client'
import type { Registry } from 'prom-client'
import { countedCalls } from './temporal-calls'

interface TemporalPlace {
  readonly TEMPORAL_ADDRESS: string
  readonly TEMPORAL_NAMESPACE: string
}

/** grpc-js would wait up to two minutes between attempts: so long providers would be refused after Temporal is back. */
const longestPauseMs = 5_000

/**
 * Connects at the first call, so that a process starts, and says what it misses, while Temporal is away. Calls are
 * counted into the registry, if there is one.
 */
export function temporalClient(
  { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace }: TemporalPlace,
  registry?: Registry,
): Client {
  const connection = Connection.lazy({ address, channelArgs: { 'grpc.max_reconnect_backoff_ms': longestPauseMs } })
  return new Client({
    connection,
    namespace,
    ...(registry && { interceptors: { workflow: [countedCalls(registry)] } }),
  })
}
