import { beginOperatorAction, newestOperatorActions } from '../../../db/operator-actions'
import { demoBusiness, seedDemoShop } from '../../../db/demo-shop'
import type { OpsPlace } from '../../../ops/commands/place'
import { Misused } from '../../../ops/commands/command'
import { doOrTell, type DeedValues } from '../../../ops/commands/deed'
import { freshDatabase, type FreshDatabase } from '../../setup/database'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
  await seedDemoShop(database.sql)
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.sql`DELETE FROM operator_actions`
})

const lines: string[] = []
let acts = 0
const deed = {
  action: 'resend',
  target: 'a-message',
  plan: ['would be sent again'],
  act: () => Promise.resolve(++acts),
}
const run = (values: DeedValues, act: () => Promise<unknown> = deed.act) => {
  const place = { sql: database.sql, businessId: demoBusiness.id } as OpsPlace
  return doOrTell({ place, say: (line) => lines.push(line) }, values, { ...deed, act })
}
const rows = () => newestOperatorActions(database.sql, demoBusiness.id, 10)

test('without --apply it is told and nothing is done or written down', async () => {
  lines.length = 0
  const before = acts
  expect(await run({ by: 'Karim', why: 'asked' })).toBeUndefined()
  expect(acts).toBe(before)
  expect(lines[0]).toBe('would be sent again')
  expect(await rows()).toEqual([])
})

test.each([
  {},
  { by: 'Karim' },
  { why: 'asked' },
  { by: ' ', why: 'asked' },
  { by: 'K'.repeat(101), why: 'asked' },
  { by: 'Karim', why: 'a'.repeat(501) },
])('--apply without who and why, or with more than can be kept, does nothing: %j', async (values) => {
  const before = acts
  await expect(run({ apply: true, ...values })).rejects.toBeInstanceOf(Misused)
  expect(acts).toBe(before)
  expect(await rows()).toEqual([])
})

test('what is done is written down with who, why and its end', async () => {
  expect(await run({ apply: true, by: 'Karim', why: 'asked' })).toBe(acts)
  expect(await rows()).toMatchObject([
    { action: 'resend', target: 'a-message', by: 'Karim', why: 'asked', ended: true, error: null },
  ])
})

test('what fails is written down with its reason, and still fails', async () => {
  await expect(
    run({ apply: true, by: 'Karim', why: 'asked' }, () => Promise.reject(new Error('no such chat'))),
  ).rejects.toThrow('no such chat')
  expect(await rows()).toMatchObject([{ ended: true, error: 'no such chat' }])
})

test('while it is being done, its row has no end', async () => {
  const { sql } = database
  await beginOperatorAction(sql, { businessId: demoBusiness.id, action: 'a', target: 't', by: 'b', why: 'w' })
  expect(await rows()).toMatchObject([{ ended: false, error: null }])
})

test('a Ctrl-C does not break off what was begun, and does not stay caught', async () => {
  const before = process.listenerCount('SIGINT')
  const written = jest.spyOn(process.stderr, 'write').mockReturnValue(true)
  const interrupted = async () => {
    process.emit('SIGINT')
    await Promise.resolve()
    return 'done'
  }
  expect(await run({ apply: true, by: 'Karim', why: 'asked' }, interrupted)).toBe('done')
  expect(written.mock.calls).toEqual([[expect.stringContaining('goes on until it is done')]])
  written.mockRestore()
  expect(process.listenerCount('SIGINT')).toBe(before)
  expect(await rows()).toMatchObject([{ ended: true, error: null }])
})

test('a deed that was done is never written down as failed', async () => {
  const errors: (string | undefined)[] = []
  const writtenIn = {
    begin: () => Promise.resolve(1n),
    end: (_: bigint, error?: string) => {
      errors.push(error)
      return Promise.reject(new Error('the book is away'))
    },
  }
  const place = { sql: database.sql, businessId: demoBusiness.id } as OpsPlace
  const done = doOrTell({ place, say: () => undefined }, { apply: true, by: 'K', why: 'w' }, { ...deed, writtenIn })
  await expect(done).rejects.toThrow('the book is away')
  expect(errors).toEqual([undefined])
})
