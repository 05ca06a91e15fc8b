import { Client } from '@temporalio/client'
import { Registry } from 'prom-client'
import { freePort } from '../../ops/ports'
import { temporalClient } from '../../ops/temporal-client'
import { devServer, type DevServer } from '../setup/temporal'

let server: DevServer
beforeAll(async () => {
  server = await devServer()
})
afterAll(() => server.close())

const told = async (registry: Registry) =>
  (await registry.metrics()).split('\n').filter((line) => line.startsWith('orderly_temporal_call_seconds_count'))

test('messages to workflows are timed by operation, those that are refused or fail apart', async () => {
  const registry = new Registry()
  const client = temporalClient({ TEMPORAL_ADDRESS: server.address, TEMPORAL_NAMESPACE: server.namespace }, registry)
  try {
    const handle = await client.workflow.start('nobody', { workflowId: 'one', taskQueue: 'nobody' })
    await handle.signal('anything')
    await expect(client.workflow.getHandle('other').signal('anything')).rejects.toThrow('not found')
    await handle.terminate()
    const elsewhere = { ...client.options, namespace: 'nowhere' }
    await expect(new Client(elsewhere).workflow.getHandle('one').signal('anything')).rejects.toThrow('not found')
  } finally {
    await client.connection.close()
  }
  expect(await told(registry)).toEqual([
    'orderly_temporal_call_seconds_count{operation="start",outcome="ok"} 1',
    'orderly_temporal_call_seconds_count{operation="signal",outcome="ok"} 1',
    'orderly_temporal_call_seconds_count{operation="signal",outcome="refused"} 1',
    'orderly_temporal_call_seconds_count{operation="terminate",outcome="ok"} 1',
    'orderly_temporal_call_seconds_count{operation="signal",outcome="failed"} 1',
  ])
})

test('while Temporal is away it is looked for every few seconds, however long that lasts', async () => {
  const client = temporalClient({ TEMPORAL_ADDRESS: `127.0.0.1:${await freePort()}`, TEMPORAL_NAMESPACE: 'default' })
  expect(client.connection).toMatchObject({ options: { channelArgs: { 'grpc.max_reconnect_backoff_ms': 5_000 } } })
  await client.connection.close()
})
