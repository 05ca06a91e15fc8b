import { privateCommands, staffCommands } from '../../bots/shop/commands'
import { mayBeAnsweredBy } from '../../bots/shop/replies'
import type { Question } from '../../db/questions'
import { buttonShapes, encodeButton, staffPages, type Button, type ButtonField } from '../../domain/buttons'
import { freshDatabase, type FreshDatabase } from '../setup/database'
import { messageFrom, pressFrom } from '../bots/shop/shop-bot'
import { personOf, writeShop, type Things } from './shops'
import { buttons, commands, replies, roles, staffPageRows, type Role, type Row, type ThingName } from './table'
import { did, trying, type Outcome } from './try'

let database: FreshDatabase
let ours: Things
let theirs: Things
beforeAll(async () => {
  database = await freshDatabase()
  ours = await writeShop(database.sql, 'demo')
  theirs = await writeShop(database.sql, 'other')
})
afterAll(() => database.drop())

const group = { id: -501, type: 'supergroup', title: 'Florists' }
const usual: Partial<Record<ButtonField, ThingName>> = {
  orderId: 'order',
  paymentId: 'payment',
  subscriptionId: 'subscription',
  planId: 'plan',
  productId: 'product',
  code: 'code',
  ticket: 'ticket',
  transaction: 'transaction',
  chatId: 'channel',
}
/** What a button carries besides the thing that it is about. */
const otherwise: Partial<Record<ButtonField, unknown>> = {
  draft: 'draft12345',
  quantity: 1,
  plan: 'full',
  score: 5,
  lang: 'uz',
  on: false,
  fate: 'keep',
  gives: 'p20',
  limit: 10,
  validDays: 7,
  forPlan: '*',
  list: 'all',
  from: 0,
  days: 7,
  judgement: 'revoke',
  part: 'prices',
  field: 'price',
  period: 'm1',
}

function pressOf(verb: Button['verb'], row: Row, things: Things, more: object = {}): string {
  const fields = buttonShapes[verb].fields.map((field) => {
    const thing = row.with?.[field] ?? usual[field]
    return [field, thing ? things[thing] : (row.also?.[field] ?? otherwise[field])]
  })
  return encodeButton({ verb, ...Object.fromEntries(fields), ...more } as unknown as Button)
}

const isAboutSomething = (verb: Button['verb']) => buttonShapes[verb].fields.some((field) => field in usual)

/** A sentence for what is not as the table says; none when it is. */
function faultOf(what: string, may: boolean, row: Row, outcome: Outcome): string[] {
  const done = [...outcome.calls, ...outcome.wrote.map((table) => `writes ${table}`)]
  if (may)
    return did(outcome, row.does) && !outcome.turnedAway ? [] : [`${what} may, and was refused: ${done.join(', ')}`]
  const faults = [...done, ...(outcome.showed ? ['a screen'] : [])]
  return faults.length === 0 && outcome.turnedAway
    ? []
    : [`${what} may not, and got ${faults.join(', ') || 'no answer'}`]
}

/** Whoever looks at another business's things by a button of ours finds nothing, whoever they are. */
function leakOf(what: string, outcome: Outcome): string[] {
  const done = [...outcome.calls, ...outcome.wrote.map((table) => `writes ${table}`)]
  return done.length === 0 && !outcome.tellsOf('other') ? [] : [`${what} reached another business: ${done.join(', ')}`]
}

async function faultsOfButton(verb: Button['verb'], row: Row, more: object = {}): Promise<string[]> {
  const faults: string[] = []
  const { sql } = database
  const own = pressOf(verb, row, ours, more)
  for (const role of roles) {
    const outcome = await trying(sql, pressFrom(String(personOf('demo', role)), own))
    faults.push(...faultOf(role, row.may.includes(role), row, outcome))
    // What they are in another business counts for nothing here: there they are, here they are strangers.
    const elsewhere = await trying(sql, pressFrom(String(personOf('other', role)), own))
    faults.push(...faultOf(`${role} of another business`, row.may.includes('stranger'), row, elsewhere))
    if (!isAboutSomething(verb)) continue
    const foreign = await trying(sql, pressFrom(String(personOf('demo', role)), pressOf(verb, row, theirs, more)))
    faults.push(...leakOf(`${role} with a foreign button`, foreign))
  }
  if (row.privately) {
    const inGroup = await trying(sql, pressFrom(String(personOf('demo', 'owner')), own, { chat: group }))
    faults.push(...faultOf('the owner in a group', false, row, inGroup))
  }
  return faults
}

test.each(Object.entries(buttons) as [Exclude<Button['verb'], 'staff_menu'>, Row][])('button %s', async (verb, row) => {
  expect(await faultsOfButton(verb, row)).toEqual([])
})

test.each(Object.entries(staffPageRows))('page %s of the staff menu', async (page, row) => {
  expect(await faultsOfButton('staff_menu', row, { page })).toEqual([])
})

test.each(Object.entries(commands))('/%s', async (name, row) => {
  const faults: string[] = []
  for (const role of roles) {
    for (const [businessId, as] of [
      ['demo', role],
      ['other', 'stranger'],
    ] as const) {
      const who = personOf(businessId, role)
      const outcome = await trying(database.sql, messageFrom(String(who), `/${name}`))
      faults.push(...faultOf(`${role} of ${businessId}`, row.may.includes(as), row, outcome))
    }
  }
  if (row.privately) {
    const message = messageFrom(String(personOf('demo', 'owner')), `/${name}`, { chat: group })
    faults.push(...faultOf('the owner in a group', false, row, await trying(database.sql, message)))
  }
  expect(faults).toEqual([])
})

const questions: Readonly<Record<Question['about'], () => { question: Question; answer: string }>> = {
  cancel_order: () => ({ question: { about: 'cancel_order', orderId: ours.order }, answer: 'late' }),
  find_subscriber: () => ({ question: { about: 'find_subscriber' }, answer: 'mark' }),
  judge_subscriber: () => ({
    question: { about: 'judge_subscriber', subscriptionId: ours.subscription, judgement: 'revoke' },
    answer: 'spam',
  }),
  plan_field: () => ({ question: { about: 'plan_field', planId: ours.plan, field: 'price' }, answer: '50000' }),
  new_plan: () => ({ question: { about: 'new_plan' }, answer: 'Club' }),
  code: () => ({ question: { about: 'code', plan: null }, answer: 'NOSUCHCODE' }),
  ticket: () => ({ question: { about: 'ticket', reopens: null }, answer: 'Hello' }),
  ticket_answer: () => ({ question: { about: 'ticket_answer', ticket: Number(ours.ticket) }, answer: 'Hello' }),
}

test.each(Object.entries(replies) as [Question['about'], Row][])('an answer to the question %s', async (about, row) => {
  const faults: string[] = []
  const { question, answer } = questions[about]()
  for (const role of roles) {
    for (const [businessId, as] of [
      ['demo', role],
      ['other', 'stranger'],
    ] as const) {
      const chatId = personOf(businessId, role)
      const reply = messageFrom(String(chatId), answer, { reply_to_message: { message_id: 77, from: { id: 1 } } })
      const outcome = await trying(database.sql, reply, { chatId, question })
      const may = row.may.includes(as)
      // Who may not answer is not told so: to the bot they have written something that it does not know.
      const refused = outcome.calls.length + outcome.wrote.length === 0 && !outcome.tellsOf('demo')
      if (may ? !did(outcome, row.does) : !refused) faults.push(`${role} of ${businessId}: ${JSON.stringify(outcome)}`)
    }
  }
  expect(faults).toEqual([])
})

test('every button, page, command and question of the bot has its row', () => {
  const namesOf = (of: object) => new Set(Object.keys(of))
  expect(namesOf({ ...buttons, staff_menu: staffPageRows })).toEqual(namesOf(buttonShapes))
  expect(namesOf(staffPageRows)).toEqual(new Set(staffPages))
  expect(namesOf(commands)).toEqual(namesOf({ ...privateCommands, ...staffCommands }))
  expect(namesOf(replies)).toEqual(namesOf(mayBeAnsweredBy))
})

test('the table tells roles apart: no two of them may do the same', () => {
  const rows = [...Object.values(buttons), ...Object.values(staffPageRows)]
  const marks = (role: Role) => rows.map(({ may }) => (may.includes(role) ? 'x' : '.')).join('')
  const alike = roles.filter((role) => roles.some((other) => other !== role && marks(other) === marks(role)))
  // Another's buyer is a stranger to everything; an admin may do all that the owner may.
  expect(alike).toEqual(['stranger', 'other_buyer', 'admin', 'owner'])
})
