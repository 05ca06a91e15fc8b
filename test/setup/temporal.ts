import { Client, Connection } from '@temporalio/client'
import { TestWorkflowEnvironment } from '@temporalio/testing'
import { DefaultLogger, NativeConnection, Runtime, type WorkerOptions } from '@temporalio/worker'
import { searchAttributeTypes } from '../../domain/search-attributes'
import { nextNamespaceNumber } from './database'
import { ground } from './ground'

export interface DevServer {
  readonly client: Client
  readonly connection: Connection
  readonly nativeConnection: NativeConnection
  /** host:port, for a process of its own. */
  readonly address: string
  /** This test file's own: workflows, task queues and visibility of other files are not seen. */
  readonly namespace: string
  /** Ends the connections. Call it in afterAll, after the workers have stopped. */
  close(): Promise<void>
}

/** A namespace of the real Temporal server, empty, with our search attributes. */
export async function devServer(): Promise<DevServer> {
  quietRuntime()
  const { temporalAddress: address, namespacePrefix, namespaceCount } = ground()
  const number = await nextNamespaceNumber()
  if (number >= namespaceCount) throw new Error(`all ${namespaceCount} test namespaces are taken: raise namespaceCount`)
  const namespace = `${namespacePrefix}${number}`
  const connection = await Connection.connect({ address })
  const nativeConnection = await NativeConnection.connect({ address })
  const client = new Client({ connection, namespace })
  return {
    client,
    connection,
    nativeConnection,
    address,
    namespace,
    async close() {
      await nativeConnection.close()
      await connection.close()
    },
  }
}

/**
 * A Temporal server of one's own whose time jumps over waits. It does not jump while an update's result is awaited:
 * start, `env.sleep()`, then update. Do not rely on search attributes here. Call `teardown()` in afterAll.
 */
export async function timeSkipping(): Promise<TestWorkflowEnvironment> {
  quietRuntime()
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: ground().testServer } },
  })
  const valueTypes = { Keyword: 2, Datetime: 6 } as const
  const searchAttributes = Object.fromEntries(
    Object.entries(searchAttributeTypes).map(([name, type]) => [name, valueTypes[type]]),
  )
  await env.connection.operatorService.addSearchAttributes({ namespace: 'default', searchAttributes })
  return env
}

/** What `Worker.create` needs to run the workflows of workflows/index.ts, bundled once for all test files. */
export function bundledWorkflows(): Required<Pick<WorkerOptions, 'workflowBundle'>> {
  const { workflowBundle } = ground()
  if (!workflowBundle) throw new Error('there is no workflows/index.ts to bundle')
  return { workflowBundle: { codePath: workflowBundle } }
}

let quiet = false
/** Workers tell about every poll and shutdown; a test run wants to read its own results. */
export function quietRuntime() {
  if (quiet) return
  quiet = true
  const logger = new DefaultLogger('ERROR')
  Runtime.install({ logger, telemetryOptions: { logging: { forward: {}, filter: 'ERROR' } } })
}
