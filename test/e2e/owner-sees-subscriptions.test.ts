import { textsIn } from '../../locales/texts'
import { dilnoza, ivan, openTown, owner, ownerBot, shopBot, until, type Town } from './town'

const uz = textsIn('uz')
const ru = textsIn('ru')
let town: Town
afterEach(() => town.close())

/** What the owner-bot says to a command begins with this. */
const titles = {
  '/subs': /^Подписки · /,
  '/access': /^Доступ сегодня · /,
  '/status': /Выручка сегодня/,
  '/funnel': /^Воронка · /,
  '/today': /^Сегодня, /,
  '/sub': /^Подписка №/,
}

/** The owner asks until the answer says this: the feed follows the shop by a moment. */
const ownerHears = (command: keyof typeof titles, wanted: RegExp, behind = ''): Promise<string> => {
  const boss = town.sandbox.as(owner)
  return until(`${command} says ${wanted.source}`, async () => {
    await boss.send(ownerBot, `${command}${behind}`)
    // An answer that does not come in time on a busy machine is asked for again.
    const answer = await boss.waitFor(ownerBot, titles[command]).catch(() => null)
    const text = answer?.text.replaceAll('\u00a0', ' ') ?? ''
    return wanted.test(text) ? text : undefined
  })
}

const subscriptionOf = async (buyer: number) => {
  const [row] = await town.sql<{ id: string; number: number }[]>`
    SELECT id, number FROM subscriptions WHERE buyer_id = ${`telegram:${buyer}`} ORDER BY created_at DESC LIMIT 1`
  if (!row) throw new Error(`buyer ${buyer} has no subscription`)
  return row
}

test('the owner sees a subscription paid for, joined, cancelled, and its history, by the events alone', async () => {
  town = await openTown({ settings: {}, withOwnerBot: true })
  const boss = town.sandbox.as(owner)
  const buyer = town.sandbox.as(dilnoza)
  await boss.send(ownerBot, '/start')
  expect(await ownerHears('/subs', /Новых: 0/)).toContain('Кто остаётся: за последние месяцы никто не платил.')

  await buyer.send(shopBot, '/start')
  await buyer.send(shopBot, '/plans')
  await buyer.press(shopBot, { data: 'sp:club' })
  await buyer.press(shopBot, uz.plain('btn-subscribe'))
  await buyer.press(shopBot, uz.plain('btn-agree'))
  await buyer.waitFor(shopBot, /Toʻlov: 90\s000/)
  await ownerHears('/funnel', /Ждут оплаты периоды подписок: 1 · 90\s000/)

  const { id, number } = await subscriptionOf(dilnoza)
  await buyer.press(shopBot, { data: `pr:${id}.1` })
  const link = await buyer.linkOf(shopBot, uz.plain('btn-pay-invoice', { stars: '300\u00a0⭐' }))
  expect(await buyer.payInvoiceLink(shopBot, link)).toMatchObject({ outcome: 'paid' })
  await buyer.waitFor(shopBot, /Eshik siz uchun ochiq/)
  const door = await buyer.linkOf(shopBot, uz.plain('btn-join', { title: 'Bloom Club' }))
  await buyer.join(door)

  const figures = await ownerHears('/subs', /Новых: 1/)
  expect(figures).toContain('Сейчас: 1\n  Продлеваются: 1')
  expect(figures).toMatch(/Доход за 30 дней \(MRR\): [\d ,]+ soʻm \(1\)/)
  expect(await ownerHears('/today', /Получено: 90 000/)).toContain('Подписки: новых 1, продлений 0, ушли 0')
  const doors = await ownerHears('/access', /Вошли: 1/)
  expect(doors).toContain('Открыт: 1')
  expect(doors).toMatch(/От оплаты до канала: \d+ с, 95 % за \d+ с \(1\)/)
  expect(doors).toContain('Bloom Club: открыт 1, закрыт 0, вошли 1, вышли 0, отказов 0')

  // The buyer passes the link on.
  await town.sandbox.as(ivan).join(door)
  expect(await ownerHears('/access', /Не впустили: 1 \(чужой 1\)/)).toMatch(/\d №\d+: чужой \(1002\)/)
  expect(await ownerHears('/status', /Не впустили в каналы сегодня: 1/)).toContain('Выручка сегодня: 90 000')

  await boss.send(ownerBot, '/subs')
  await boss.press(ownerBot, ru.plain('btn-owner-chart'))
  await boss.waitFor(ownerBot, /Кто остаётся · /)

  await buyer.send(shopBot, '/cancel')
  await buyer.press(shopBot, uz.plain('btn-cancel-renewal-sure'))
  expect(await ownerHears('/subs', /Отменены, ещё идут: 1/)).toContain('Ушли: 0')

  const history = await ownerHears('/sub', /Не будет продл/, ` ${number}`)
  expect(history).toMatch(/^Подписка №\d+ · /)
  expect(history).toContain('Чужого с этой ссылкой не впустили')
  expect(history).toContain('В канале')
}, 120_000)
