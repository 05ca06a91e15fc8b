import { changesBetween, faultsOfChanges, type TableState } from '../../drills/bad-input/database'
import type { Echo } from '../../drills/bad-input/fire'
import { plantedPhone } from '../../drills/bad-input/hostile'
import { faultOf, faultsOfLogs, faultsOfMemory, memoryBounds } from '../../drills/bad-input/judgement'
import type { RunningProcess } from '../../drills/bad-input/processes'

// A drill that finds nothing is worth what it would have found.

const secrets = {
  botToken: '7000001:token-of-the-bot',
  webhookSecret: 'secret-of-the-webhook',
  paymeKey: 'key-of-payme',
  clickKey: 'key-of-click',
  eventsToken: 'token-of-events',
  opsToken: 'ops-token-of-the-drill',
  databasePassword: 'password-of-postgres',
  providerToken: 'token-of-the-provider',
}
const echo = (text: string, statuses: number[], carriesAnother = false): Echo => ({
  shot: {
    number: 1,
    target: 'api',
    route: 'GET /',
    kind: 'x',
    bytes: Buffer.alloc(0),
    stalls: false,
    hangsUp: false,
    carriesAnother,
  },
  statuses,
  text,
  ms: 1,
  isEndless: false,
})

test.each<[string, Echo]>([
  ['answered 503', echo('', [503])],
  ['what was smuggled in was answered: 400, 200', echo('', [400, 200], true)],
  ['Payme is told to try again: something failed', echo('{"error":{"code":-32400,"message":{}},"id":1}', [200])],
  [
    'Click is told to try again: something failed',
    echo('{"error":-7,"error_note":"Temporary failure, try again"}', [200]),
  ],
  ['a stack is shown to the caller', echo('Error: x\n    at run (/app/dist/api/app.js:10:5)', [400])],
  ['the answer holds the secret paymeKey', echo('key-of-payme', [200])],
  ['the server neither answered nor closed the connection', { ...echo('', []), isEndless: true }],
])('an answer is a fault: %s', (fault, of) => {
  expect(faultOf(of, secrets)).toBe(fault)
})

test('answers of the protocols are no faults', () => {
  const held = '{"error":-7,"error_note":"Another transaction is paying this bill, try again later"}'
  for (const of of [
    echo(held, [200]),
    echo('{"error":{"code":-32504},"id":1}', [200]),
    echo('', [400]),
    echo('', []),
  ]) {
    expect(faultOf(of, secrets)).toBeNull()
  }
})

test('lines of a log are faults when they tell a secret or a phone, are no JSON, or hold an error nobody expects', () => {
  const line = (fields: object) => JSON.stringify({ level: 50, msg: 'said', ...fields })
  const log = [
    line({}),
    line({ err: { type: 'ZodError', message: 'x' } }),
    line({ text: plantedPhone }),
    line({ url: `https://api.telegram.org/bot${secrets.botToken}/getMe` }),
    line({ err: { type: 'TypeError', message: 'no such thing' } }),
    'TypeError: printed beside the log',
  ]
  const process = { name: 'api', log } as unknown as RunningProcess
  expect(faultsOfLogs(process, secrets)).toEqual([
    '1 lines of the log of api: holds a phone that a stranger wrote: said',
    '1 lines of the log of api: holds the secret botToken: said',
    '1 lines of the log of api: level 50, said: TypeError no such thing',
    '1 lines of the log of api: is no JSON: TypeError: printed beside the log',
  ])
})

test('memory is a fault when it grows beyond its bound', () => {
  const at = (rss: number, heap: number) => ({ name: 'api', rss, heap })
  const { rss, heap } = memoryBounds
  expect(faultsOfMemory([at(0, 0), at(9 * rss, 9 * heap), at(rss, heap)])).toEqual([])
  expect(faultsOfMemory([at(0, 0), at(rss + 1, heap + 1)])).toEqual([
    'the rss of api grew by 64 MB',
    'the heap of api grew by 16 MB',
  ])
})

test('a row that is new, gone or not the same is a fault, but for tables that write down what came in', () => {
  const table = (...digests: string[]): TableState => ({
    longest: 10,
    rows: new Map(digests.map((digest) => [digest, `row ${digest}`])),
  })
  const before = new Map([
    ['payments', table('a', 'b')],
    ['buyers', table('c')],
    ['orders', table('d')],
  ])
  const after = new Map([
    ['payments', table('a', 'x')],
    ['buyers', table('c', 'e', 'f')],
    ['orders', table('d')],
  ])
  const changes = changesBetween(before, after)
  expect(faultsOfChanges(changes, 2)).toEqual([
    'payments has changed: 1 rows are new, such as row x; 1 are lost or not the same',
  ])
  expect(faultsOfChanges(changes, 1)).toContain('buyers grew by 2 rows for 1 requests')
  const rewritten = changesBetween(before, new Map([...after, ['buyers', table('e')]]))
  expect(faultsOfChanges(rewritten, 2)).toContain('1 rows of buyers that were there before have changed')
})
