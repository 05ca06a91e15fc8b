import { club, writeSubscribers } from '../../bench/subscribers'
import { demoBusiness } from '../../db/demo-shop'
import { auditWorkflowId } from '../../domain/ids'
import { textsIn } from '../../locales/texts'
import { courier, dilnoza, florist, ivan, manager, openTown, owner, shopBot, until, type Town } from './town'

const far = new Date(Date.now() + 20 * 86_400_000)
const past = new Date(Date.now() - 5 * 86_400_000)
const t = textsIn('ru')
let town: Town
afterEach(() => town.close())

const isIn = async (user: number) => {
  const members = await town.sandbox.chats.members(club)
  return members.some(({ id, status }) => id === user && status !== 'left' && status !== 'kicked')
}
const audits = () => town.sql`
  SELECT total, checked, repaired_in, repaired_out, exempt, unknown, skipped FROM access_audits
  WHERE finished_at IS NOT NULL ORDER BY started_at`
/** The book has an audit's end a moment before its run is over, and another may begin only then. */
async function untilAudits(count: number): Promise<void> {
  await until(`${count} audits have ended`, async () => ((await audits()).length === count ? true : undefined))
  await town.temporal.client.workflow.getHandle(auditWorkflowId(demoBusiness.id)).result()
}

test('an audit lets in who may be in, takes out who may not, and leaves everybody else alone', async () => {
  town = await openTown()
  const buyer = town.sandbox.as(ivan)
  const boss = town.sandbox.as(owner)
  await buyer.send(shopBot, '/start')
  await boss.send(shopBot, '/start')
  await town.sql`DELETE FROM staff WHERE external_id IN (${String(florist)}, ${String(manager)})`
  await writeSubscribers(town.sql, [
    // His link ran out before he used it.
    { user: ivan, state: 'active', paidUntil: far, outcome: 'link' },
    { user: dilnoza, state: 'expired', paidUntil: past, outcome: 'removed' },
    { user: manager, state: 'expired', paidUntil: past, outcome: 'gone' },
  ])
  for (const user of [dilnoza, florist, courier]) await town.sandbox.chats.seat(club, user, { status: 'member' })
  await town.sandbox.chats.promote(club, manager)
  await until('the bot has heard who is in', async () => {
    const rows = await town.sql`SELECT 1 FROM chat_members WHERE status IN ('member', 'administrator')`
    return rows.length === 4 ? true : undefined
  })

  await boss.send(shopBot, '/audit')
  await boss.press(shopBot, t.plain('btn-audit-now'))
  await boss.waitFor(shopBot, /Впущены снова: 1\nУдалены: 1\nВ канале, но никогда не подписывались: 1/, {
    timeoutMs: 30_000,
  })
  await untilAudits(1)
  expect([...(await audits())]).toEqual([
    { total: 5, checked: 5, repaired_in: 1, repaired_out: 1, exempt: 2, unknown: 1, skipped: 0 },
  ])
  await until('the one whose time is over is out', async () => ((await isIn(dilnoza)) ? undefined : true))
  expect(await Promise.all([florist, courier, manager, owner].map(isIn))).toEqual([true, true, true, true])
  await buyer.join(await buyer.linkOf(shopBot, textsIn('ru').plain('btn-join', { title: 'Bloom Club' })))
  await until('he is in', async () => ((await isIn(ivan)) ? true : undefined))

  // What was put right stays so, and what the owner has heard is not said again.
  const said = (await boss.messages(shopBot)).length
  await until('nothing is unsettled', async () => {
    const rows = await town.sql`SELECT 1 FROM access_grants WHERE settled_at IS NULL`
    return rows.length === 0 ? true : undefined
  })
  await boss.press(shopBot, t.plain('btn-audit-now'))
  await untilAudits(2)
  expect((await audits())[1]).toEqual({
    total: 5,
    checked: 5,
    repaired_in: 0,
    repaired_out: 0,
    exempt: 2,
    unknown: 1,
    skipped: 0,
  })
  const reports = (await boss.messages(shopBot)).slice(said).filter(({ text }) => text?.includes('Впущены снова: 0'))
  expect(reports).toEqual([])
}, 120_000)

test('who left by themselves stays out, and a channel that is closed to the bot is left for later', async () => {
  town = await openTown()
  const boss = town.sandbox.as(owner)
  await boss.send(shopBot, '/start')
  await writeSubscribers(town.sql, [{ user: ivan, state: 'active', paidUntil: far, outcome: 'link' }])
  await town.sandbox.chats.seat(club, ivan, { status: 'member' })
  await town.sandbox.as(ivan).leave(club)
  await until('the bot has heard that he left', async () => {
    const rows = await town.sql`SELECT 1 FROM chat_members WHERE status = 'left'`
    return rows.length === 1 ? true : undefined
  })
  await boss.send(shopBot, '/audit')
  await boss.press(shopBot, t.plain('btn-audit-now'))
  await untilAudits(1)
  await town.sandbox.chats.removeBot(club, shopBot)
  await boss.press(shopBot, t.plain('btn-audit-now'))
  await untilAudits(2)
  expect([...(await audits())]).toEqual([
    { total: 1, checked: 1, repaired_in: 0, repaired_out: 0, exempt: 0, unknown: 0, skipped: 0 },
    { total: 1, checked: 1, repaired_in: 0, repaired_out: 0, exempt: 0, unknown: 0, skipped: 1 },
  ])
  expect([...(await town.sql`SELECT trouble FROM channels WHERE chat_id = ${String(club)}`)]).toEqual([
    { trouble: 'not_there' },
  ])
  expect([...(await town.sql`SELECT 1 FROM invite_links`)]).toEqual([])
}, 120_000)
