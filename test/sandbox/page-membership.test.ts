import type { ChatInviteLink } from '@grammyjs/types'
import type { Page } from 'playwright-core'
import { desk, phone, runBot, sandboxPage, type SandboxPage } from './page-for-tests'
import { bloomClub, bloomTalk, dilnoza, ivan, owner } from './sandbox-for-tests'

const bot = 'demo_shop_bot'
const session = sandboxPage()

let sandbox: SandboxPage['sandbox']
let page: Page

async function open(viewport = phone) {
  ;({ sandbox, page } = await session.open(viewport))
  await sandbox.client.as(dilnoza).send(bot, '/start')
}

const go = (hash: string) => page.goto(`${sandbox.url}/#${hash}`)
const log = () => page.getByRole('log', { name: 'Messages' })
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const sheet = (name: string) => page.getByRole('dialog', { name })
const statusOf = async (userId: number, chatId = bloomClub) =>
  (await sandbox.client.chats.members(chatId)).find(({ id }) => id === userId)?.status

async function invite(params: object, chatId = bloomClub): Promise<string> {
  const answer = await sandbox.bot('createChatInviteLink', { chat_id: chatId, ...params })
  return (answer.body.result as unknown as ChatInviteLink).invite_link
}

async function subscribe(): Promise<string> {
  const plan = {
    title: 'Bloom Club',
    description: '30 kun',
    payload: 'sub:7',
    currency: 'XTR',
    prices: [{ label: 'x', amount: 250 }],
    subscription_period: 2_592_000,
  }
  return (await sandbox.bot('createInvoiceLink', plan)).body.result as unknown as string
}

describe('an invite link in the browser chat', () => {
  it('asks for a request, waits for its answer, and opens the channel with its posts', async () => {
    await open()
    const url = await invite({ creates_join_request: true })
    await sandbox.bot('sendMessage', { chat_id: bloomClub, text: 'Bugungi guldasta' })
    await sandbox.bot('sendMessage', { chat_id: dilnoza, text: url })
    await go(`${dilnoza}/${bot}`)
    await log().getByRole('link').click()
    const dialog = sheet('Invitation: Bloom Club')
    await dialog.getByText('Private channel · 2 subscribers').waitFor()
    await dialog.getByRole('button', { name: 'Request to join' }).click()
    await dialog.getByText(/^Your request was sent/).waitFor()
    expect((await sandbox.client.chats.get(bloomClub)).requests).toMatchObject([{ userId: dilnoza, link: url }])
    await sandbox.bot('approveChatJoinRequest', { chat_id: bloomClub, user_id: dilnoza })
    await dialog.getByRole('button', { name: 'Open channel' }).click()
    await log().getByText('Bugungi guldasta').waitFor()
    expect(await page.getByRole('textbox').count()).toBe(0)
    await sandbox.bot('sendMessage', { chat_id: bloomClub, text: 'Yangi xabar' })
    await log().getByText('Yangi xabar').waitFor()
    await sandbox.bot('banChatMember', { chat_id: bloomClub, user_id: dilnoza })
    await page.getByRole('link', { name: /Demo Gullar/ }).waitFor()
    expect(await page.getByRole('link', { name: /Bloom Club/ }).count()).toBe(0)
    // A read that was under way when the ban came has found no chat.
    session.forgive((line) => line.includes('status of 404'))
  })

  it('joins at once where no approval is needed', async () => {
    await open(desk)
    const url = await invite({ member_limit: 1 })
    await sandbox.bot('sendMessage', {
      chat_id: dilnoza,
      text: 'Kirish',
      reply_markup: { inline_keyboard: [[{ text: 'Kirish', url }]] },
    })
    await go(`${dilnoza}/${bot}`)
    await button('Kirish').click()
    await sheet('Invitation: Bloom Club').getByRole('button', { name: 'Join channel' }).click()
    await page.getByRole('heading', { name: 'Bloom Club' }).waitFor()
    expect(await statusOf(dilnoza)).toBe('member')
  })

  it('says that it has expired, or that nothing is behind it', async () => {
    await open()
    const url = await invite({})
    await sandbox.bot('revokeChatInviteLink', { chat_id: bloomClub, invite_link: url })
    await sandbox.bot('sendMessage', { chat_id: dilnoza, text: url })
    await go(`${dilnoza}/${bot}`)
    await log().getByRole('link').click()
    await page.getByText('This invite link has expired.').waitFor()
    await button('Close').click()
    await sandbox.bot('sendMessage', { chat_id: dilnoza, text: 'https://t.me/+nothing_here' })
    await log().getByRole('link').last().click()
    await page.getByText('There is no chat behind this link any more.').waitFor()
    session.forgive((line) => line.includes('status of 404'))
  })
})

describe('what a channel is', () => {
  it('shows members with their roles, and lets a test promote, demote, ban and take out', async () => {
    await open()
    await sandbox.client.chats.seat(bloomClub, dilnoza, { status: 'member' })
    await go(`${owner}/${bloomClub}`)
    await button('About Bloom Club').click()
    const about = sheet('About Bloom Club')
    const row = about.getByRole('button', { name: /Dilnoza/ })
    expect(await row.innerText()).toMatch(/Member$/)
    await row.click()
    await about.getByRole('button', { name: 'Promote' }).click()
    await about.getByText('Admin', { exact: true }).nth(1).waitFor()
    expect(await statusOf(dilnoza)).toBe('administrator')
    await about.getByRole('button', { name: 'Demote' }).click()
    await about.getByRole('button', { name: 'Ban' }).click()
    await about.getByText('Banned').waitFor()
    expect(await statusOf(dilnoza)).toBe('kicked')
    await about.getByRole('button', { name: 'Lift the ban' }).click()
    await row.waitFor({ state: 'detached' })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(phone.width)
  })

  it('takes rights from the bot, removes it and puts it back', async () => {
    await open()
    await go(`${owner}/${bloomClub}`)
    await button('About Bloom Club').click()
    const about = sheet('About Bloom Club')
    await about.getByText('Test actions').click()
    await about.getByRole('switch', { name: 'Invite people' }).click()
    await about.getByRole('switch', { name: 'Invite people', checked: false }).waitFor()
    expect((await sandbox.bot('createChatInviteLink', { chat_id: bloomClub })).body.description).toBe(
      'Bad Request: not enough rights to manage chat invite link',
    )
    await about.getByRole('button', { name: 'Remove the bot' }).click()
    await about.getByRole('button', { name: 'Put the bot back' }).waitFor()
    expect((await sandbox.bot('getChat', { chat_id: bloomClub })).status).toBe(403)
    await about.getByRole('button', { name: 'Put the bot back' }).click()
    await about.getByRole('switch', { name: 'Invite people', checked: true }).waitFor()
    await about.getByRole('button', { name: 'Delete the channel' }).click()
    await page.getByRole('link', { name: /Bloom Pro/ }).waitFor()
    expect((await sandbox.client.chats.get(bloomClub)).deleted).toBe(true)
  })

  it('answers requests, lets people leave, and a group grow', async () => {
    await open(desk)
    await sandbox.client.as(ivan).askToJoin(bloomTalk)
    await go(`${owner}/${bloomTalk}`)
    await button('About Bloom Talk').click()
    await sheet('About Bloom Talk').getByRole('button', { name: 'Approve' }).click()
    await sheet('About Bloom Talk').getByText('Member', { exact: true }).waitFor()
    await go(`${ivan}/${bloomTalk}`)
    await page.reload()
    await button('About Bloom Talk').click()
    await sheet('About Bloom Talk').getByRole('button', { name: 'Leave group' }).click()
    await page.getByText('Choose a chat').waitFor()
    expect(await statusOf(ivan, bloomTalk)).toBeUndefined()
    await go(`${owner}/${bloomTalk}`)
    await page.reload()
    await button('About Bloom Talk').click()
    await sheet('About Bloom Talk').getByText('Test actions').click()
    await sheet('About Bloom Talk').getByRole('button', { name: 'Becomes a supergroup' }).click()
    await page.getByRole('link', { name: /Bloom Talk/ }).click()
    await log().getByText('This supergroup was a group before').waitFor()
  })
})

describe('Star subscriptions in the browser chat', () => {
  it('are bought, canceled, switched on again, renewed, failed and charged back', async () => {
    await open()
    const stop = runBot(sandbox, async (update: { pre_checkout_query?: { id: string } }) => {
      const query = update.pre_checkout_query
      if (query) await sandbox.bot('answerPreCheckoutQuery', { pre_checkout_query_id: query.id, ok: true })
    })
    await sandbox.bot('sendMessage', {
      chat_id: dilnoza,
      text: 'Obuna',
      reply_markup: { inline_keyboard: [[{ text: 'Obuna', url: await subscribe() }]] },
    })
    await go(`${dilnoza}/${bot}`)
    await button('Obuna').click()
    await sheet('Pay: Bloom Club').getByText('/ month').waitFor()
    await sheet('Pay: Bloom Club')
      .getByRole('button', { name: /^Subscribe for/ })
      .click()
    await sheet('Pay: Bloom Club').getByRole('button', { name: 'Done' }).click()
    await button('Back').click()
    await page.getByRole('button', { name: /subscriptions$/ }).click()
    const stars = sheet('Star subscriptions')
    const card = stars.getByRole('article', { name: 'Bloom Club' })
    await card.getByText('Active').waitFor()
    await card.getByRole('button', { name: 'Cancel' }).click()
    await card.getByText('Canceled').waitFor()
    await card.getByRole('button', { name: 'Renew again' }).click()
    await card.getByText('Active').waitFor()
    await card.getByText('Test actions').click()
    await card.getByRole('button', { name: 'Renew now' }).click()
    await card.getByText(/^2 paid/).waitFor()
    await stars.getByText(/has 99.500 Stars/).waitFor()
    await card.getByRole('button', { name: 'Renewal fails' }).click()
    await card.getByText('Payment failed').waitFor()
    await card.getByRole('button', { name: 'Charge back the last payment' }).click()
    await page.getByRole('status').getByText('Charged back').waitFor()
    expect(await sandbox.client.stars.book(bot)).toMatchObject({
      balance: 250,
      entries: [{ kind: 'payment' }, { kind: 'payment' }, { kind: 'chargeback' }],
    })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(phone.width)
    await stop()
  })
})
