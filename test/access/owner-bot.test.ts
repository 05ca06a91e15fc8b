import type { User } from '@grammyjs/types'
import { encodePress } from '../../bots/owner/presses'
import { createRoutes, ownerCommands } from '../../bots/owner/routes'
import type { Db } from '../../db/types'
import { textsIn } from '../../locales/texts'
import { fakeGateway, ownerDatabase, ownerDeps } from '../bots/owner/owner-ground'
import { messageFrom, pressFrom } from '../bots/shop/shop-bot'
import { changesBetween, databaseState } from '../../drills/bad-input/database'
import { ownerPresses, ownerRoles, readers, type OwnerRole } from './table'

let database: Awaited<ReturnType<typeof ownerDatabase>>
beforeAll(async () => {
  database = await ownerDatabase()
})
afterAll(() => database.drop())

/** As `ownerDeps` configures them; the owner of the other business stands in the same list. */
const personOf: Readonly<Record<OwnerRole, string>> = {
  stranger: '77',
  admin: '2005',
  owner: '2001',
  owner_of_other: '3001',
}
const botInfo = { id: 9, is_bot: true, first_name: 'Owner', username: 'owner_bot' } as User
const polite = (['ru', 'uz', 'en'] as const).map((lang) => textsIn(lang).html('owner-stranger').value)

/** What the bot showed, and whose question it noted. */
async function asked(sql: Db, body: object) {
  await sql`TRUNCATE audit, strangers, languages`
  const { gateway, shown, calls } = fakeGateway()
  await createRoutes(ownerDeps(sql, { gateway }), { token: '9:token', botInfo })({ update_id: 1, ...body })
  const noted = await sql<{ action: string }[]>`SELECT action FROM audit`
  return {
    shown: shown(),
    pictures: calls.filter(({ method }) => method === 'sendPhoto').length,
    noted: noted.map(({ action }) => action),
  }
}

/** One sentence for what is not as the table says. */
async function faultsOf(bodyOf: (person: string) => object): Promise<string[]> {
  const faults: string[] = []
  for (const role of ownerRoles) {
    const before = await databaseState(database.sql)
    const { shown, pictures, noted } = await asked(database.sql, bodyOf(personOf[role]))
    const wasShown = shown.length + pictures > 0 && !shown.some((text) => polite.includes(text))
    if (readers.includes(role)) {
      if (!wasShown || noted.length !== 1 || noted[0] === 'turned_away')
        faults.push(`${role} was refused: ${shown.join()}`)
      continue
    }
    if (wasShown || noted.join() !== 'turned_away') faults.push(`${role} was answered: ${shown.join()} ${noted.join()}`)
    for (const { table, added } of changesBetween(before, await databaseState(database.sql))) {
      const wasEmptied = table === 'languages' && added === 0
      if (!['audit', 'strangers'].includes(table) && !wasEmptied) faults.push(`${role} changed ${table}`)
    }
  }
  return faults
}

test.each(Object.entries(ownerPresses))('press %s', async (_, press) => {
  expect(await faultsOf((person) => pressFrom(person, encodePress(press)))).toEqual([])
})

test.each([...Object.keys(ownerCommands), 'anything'])('/%s', async (command) => {
  expect(await faultsOf((person) => messageFrom(person, `/${command}`))).toEqual([])
})

test('nobody is answered in a group, not even the owner', async () => {
  const chat = { id: -5, type: 'supergroup', title: 'Managers' }
  for (const press of Object.values(ownerPresses)) {
    const answer = await asked(database.sql, pressFrom(personOf.owner, encodePress(press), { chat }))
    expect(answer).toEqual({ shown: [], pictures: 0, noted: [] })
  }
})
