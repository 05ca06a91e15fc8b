import { Connection } from '@temporalio/client'
import { prepareNamespace } from '../../ops/temporal-namespace'
import { searchAttributeTypes } from '../../domain/search-attributes'
import { freePort } from '../../ops/ports'
import { devServer, type DevServer } from '../setup/temporal'

let temporal: DevServer
beforeAll(async () => {
  temporal = await devServer()
})
afterAll(() => temporal.close())

const retentionDaysOf = async (namespace: string) => {
  const { config } = await temporal.connection.workflowService.describeNamespace({ namespace })
  return Number(config?.workflowExecutionRetentionTtl?.seconds) / 86_400
}

test('a new namespace gets its retention and our search attributes; a second time nothing changes', async () => {
  const namespace = `prepared-${Date.now()}`
  const wish = { address: temporal.address, namespace, retentionDays: 30 }
  expect(await prepareNamespace(wish)).toEqual({ created: true, added: Object.keys(searchAttributeTypes) })
  expect(await retentionDaysOf(namespace)).toBe(30)
  expect(await prepareNamespace(wish)).toEqual({ created: false, added: [] })
  expect(await prepareNamespace({ ...wish, retentionDays: 14 })).toEqual({ created: false, added: [] })
  expect(await retentionDaysOf(namespace)).toBe(14)
  const connection = await Connection.connect({ address: temporal.address })
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace })
  expect(Object.keys(customAttributes ?? {})).toEqual(expect.arrayContaining(Object.keys(searchAttributeTypes)))
  await connection.close()
})

test('a server that does not answer is named', async () => {
  const address = `127.0.0.1:${await freePort()}`
  const attempt = prepareNamespace({ address, namespace: 'default', retentionDays: 1, patienceMs: 500 })
  await expect(attempt).rejects.toThrow(`no Temporal answers at ${address}`)
})
