import { readFile } from 'node:fs/promises'
import { eventCatalog, eventSchema } from '../../domain/events'
import { contractFile, contractPage } from '../../ops/write-contract'

test('the committed contract is the one that the catalog gives; else run "npm run contract"', async () => {
  expect(await readFile(contractFile, 'utf8')).toBe(contractPage())
})

test('the contract has a section and a schema for every event, and lets new members pass', () => {
  const page = contractPage()
  const json = /```json\n(\{\n {2}"\$schema"[\s\S]+?)\n```/.exec(page)?.[1]
  const { $defs } = JSON.parse(json!) as {
    $defs: Record<string, { additionalProperties?: unknown; properties: object }>
  }
  expect(Object.keys($defs)).toEqual(['Event', 'OrderSnapshot', ...Object.keys(eventCatalog)])
  expect(Object.keys($defs.Event!.properties)).toEqual(Object.keys(eventSchema.shape))
  for (const [type, schema] of Object.entries(eventCatalog)) {
    expect(page).toContain(`### \`${type}\`\n\n`)
    expect(Object.keys($defs[type]!.properties)).toEqual(Object.keys(schema.shape))
    expect($defs[type]!.additionalProperties).toBeUndefined()
  }
  expect($defs.order_created!.properties).toMatchObject({ order: { $ref: '#/$defs/OrderSnapshot' } })
})
