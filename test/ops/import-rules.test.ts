import { faultsOf, importsIn } from '../../ops/import-rules'

const fault = (path: string, text: string) => faultsOf([{ path, text }])

test.each([
  ['domain/money.ts', "import { z } from 'zod'\nimport type { Money } from './money'"],
  ['workflows/order/order.ts', "import type { LedgerActivities } from '../../activities/ledger'"],
  ['workflows/order/order.ts', "import { type LedgerActivities } from '../../activities/ledger'"],
  ['workflows/order/order.ts', "import type { IncomingMessage } from 'node:http'"],
  ['workflows/callers.ts', "import { Client } from '@temporalio/client'\nimport * as order from './order/messages'"],
  ['db/orders.ts', "import postgres from 'postgres'\nimport { nextStates } from '../domain/order-states'"],
  ['db/owner/feed.ts', "import type { Db } from '../types'\nimport { sourceState } from './sources'"],
  [
    'api/app.ts',
    "import { createLifecycles } from '../workflows/callers'\nimport { eventsAfter } from '../db/event-feed'",
  ],
  ['bots/shop/screens/pay.ts', "import { rate } from '../../../workflows/order/messages'"],
  ['bots/owner/funnel.ts', "import { takePage } from '../../db/owner/feed'"],
  ['sandbox/people.ts', "import { demoPeople } from '../domain/demo-people'"],
  ['ops/worker.ts', "import { createActivities } from '../activities'\nimport { app } from '../api/app'"],
  ['activities/index.ts', "// import { app } from '../api/app'\n/* import '../bots/shop/bot' */"],
])('%s may import %j', (path, text) => {
  expect(fault(path, text)).toEqual([])
})

test.each([
  ['domain/money.ts', "import { readFileSync } from 'node:fs'"],
  ['domain/money.ts', "import type { Db } from '../db/types'"],
  ['workflows/order/order.ts', "import { createLedgerActivities } from '../../activities/ledger'"],
  [
    'workflows/order/order.ts',
    "import { createLedgerActivities, type LedgerActivities } from '../../activities/ledger'",
  ],
  ['workflows/order/order.ts', "import {\n  findOrder,\n} from '../../db/orders'"],
  ['workflows/order/order.ts', "import { setTimeout } from 'node:timers/promises'"],
  ['workflows/order/order.ts', "export * from 'pino'"],
  ['workflows/order/order.ts', "const crypto = require('node:crypto')"],
  ['db/orders.ts', "import { ledger } from '../activities/ledger'"],
  ['db/orders.ts', "import { takePage } from './owner/feed'"],
  ['db/owner/feed.ts', "import { findOrder } from '../orders'"],
  ['activities/ledger.ts', "import { app } from '../api/app'"],
  ['activities/ledger.ts', "import { order } from '../workflows/order/order'"],
  ['telegram/gateway.ts', "import { findOrder } from '../db/orders'"],
  ['locales/texts.ts', "import type { Gateway } from '../telegram/gateway'"],
  ['api/app.ts', "import { order } from '../workflows/order/order'"],
  ['api/app.ts', "import { createShopBot } from '../bots/shop/bot'"],
  ['bots/shop/bot.ts', "import { createOwnerBot } from '../owner/bot'"],
  ['bots/shop/bot.ts', "const { app } = await import('../../api/app')"],
  ['bots/owner/funnel.ts', "import { findOrder } from '../../db/orders'"],
  ['bots/owner/funnel.ts', "import { createLifecycles } from '../../workflows/callers'"],
  ['sandbox/server.ts', "import { createGateway } from '../telegram/gateway'"],
])('%s may not: %j', (path, text) => {
  expect(fault(path, text)).toEqual([expect.stringMatching(/^[\w/.-]+:1 imports .+: .+/)])
})

test('only db/ speaks SQL, though anybody may name its types', () => {
  expect(fault('ops/seed.ts', "import postgres from 'postgres'")).toEqual([
    'ops/seed.ts:1 imports postgres: only db/ speaks SQL',
  ])
  expect(fault('ops/seed.ts', "import type { Sql } from 'postgres'")).toEqual([])
})

test.each([
  ['domain/utils.ts', ''],
  ['db/helpers/orders.ts', ''],
  ['db/order-utils.ts', ''],
  ['activities/manager.ts', ''],
  ['db/orders.ts', 'export class OrderService {}'],
  ['db/orders.ts', 'export async function orderHelper() {}'],
])('a name that says nothing is refused: %s %j', (path, text) => {
  expect(fault(path, text)).toEqual([expect.stringContaining('says nothing; name what it does')])
})

test('staff managers and Telegram managers keep their word', () => {
  expect(fault('bots/shop/staff/managers.ts', 'export const managersChat = 1')).toEqual([])
})

test('domain code asks neither the clock nor chance', () => {
  expect(fault('domain/nudge-schedule.ts', 'export const soon = () => Date.now() + 1')).toEqual([
    'domain/nudge-schedule.ts asks the clock or chance (Date.now(): in domain/ they are arguments',
  ])
  expect(
    fault('domain/nudge-schedule.ts', '// never Date.now()\nexport const at = (ms: number) => new Date(ms)'),
  ).toEqual([])
})

test('the line of an import is the line it begins on', () => {
  expect(
    importsIn("/*\n two lines */\nimport {\n  a,\n} from './a'\n\nimport './b'\nexport type { C } from './c'"),
  ).toEqual([
    { from: './a', typeOnly: false, line: 3 },
    { from: './b', typeOnly: false, line: 7 },
    { from: './c', typeOnly: true, line: 8 },
  ])
})
