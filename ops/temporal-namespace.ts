import { Connection } from '@temporalio/client'
import { msToTs } from '@temporalio/common/lib/time'
import { temporal } from '@temporalio/proto'
import { setTimeout as pause } from 'node:timers/promises'
import { searchAttributeTypes } from '../domain/search-attributes'

export interface NamespaceWish {
  readonly address: string
  readonly namespace: string
  /** Closed workflows stay readable for so long. */
  readonly retentionDays: number
  /** How long a server that is starting may take to answer, ms; 60 s if not set. */
  readonly patienceMs?: number
}

const attributeTypes = {
  Keyword: temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  Datetime: temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
} as const
/** Of gRPC. */
const [invalidArgument, notFound] = [3, 5]
const unlessNotFound = nullFor(notFound)
const unlessUnknown = nullFor(invalidArgument)

/**
 * Makes a namespace what the workflows expect: it exists, keeps closed workflows, and knows our search attributes.
 * Changes nothing that is right already, so it may run at every deployment. Resolves when the server has taken it in.
 */
export async function prepareNamespace({ address, namespace, retentionDays, patienceMs = 60_000 }: NamespaceWish) {
  const connection = await connectPatiently(address, Date.now() + patienceMs)
  const { workflowService, operatorService } = connection
  const workflowExecutionRetentionPeriod = msToTs(`${retentionDays} days`)
  const giveUp = Date.now() + patienceMs
  const added: string[] = []
  try {
    const described = await workflowService.describeNamespace({ namespace }).catch(unlessNotFound)
    if (!described) {
      await workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod })
      // Other parts of the server read the list of namespaces every few seconds.
      while (!(await operatorService.listSearchAttributes({ namespace }).catch(unlessNotFound))) await again()
    } else if (Number(described.config?.workflowExecutionRetentionTtl?.seconds) !== retentionDays * 24 * 3600) {
      const config = { workflowExecutionRetentionTtl: workflowExecutionRetentionPeriod }
      await workflowService.updateNamespace({ namespace, config })
    }
    const { customAttributes } = await operatorService.listSearchAttributes({ namespace })
    const missing = Object.entries(searchAttributeTypes).filter(
      ([name]) => !(customAttributes && name in customAttributes),
    )
    if (missing.length > 0) {
      const searchAttributes = Object.fromEntries(missing.map(([name, type]) => [name, attributeTypes[type]]))
      await operatorService.addSearchAttributes({ namespace, searchAttributes })
      added.push(...missing.map(([name]) => name))
      // Until it reads them, the server refuses to start a workflow that names one.
      const query = added.map((name) => `${name} IS NULL`).join(' AND ')
      while (!(await workflowService.countWorkflowExecutions({ namespace, query }).catch(unlessUnknown))) await again()
    }
    return { created: !described, added }
  } finally {
    await connection.close()
  }

  async function again() {
    if (Date.now() > giveUp) throw new Error(`Temporal at ${address} did not take in the namespace ${namespace}`)
    await pause(500)
  }
}

/** Asks until a server answers; throws when it is too late, or when it is `hopeless` to go on. */
export async function connectPatiently(address: string, giveUpAt: number, hopeless = () => false): Promise<Connection> {
  for (;;) {
    try {
      return await Connection.connect({ address, connectTimeout: '2s' })
    } catch (error) {
      if (Date.now() > giveUpAt || hopeless()) throw new Error(`no Temporal answers at ${address}`, { cause: error })
      await pause(250)
    }
  }
}

function nullFor(code: number) {
  return (error: unknown): null => {
    if (error instanceof Error && 'code' in error && error.code === code) return null
    throw error
  }
}
