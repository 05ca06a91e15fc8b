import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bloomClub, bloomTalk, dilnoza, florists, ivan, openSandbox, owner, updatesOf } from './sandbox-for-tests'

const shopBot = 'demo_shop_bot'
const shopId = 7000001
const asked = ['message', 'channel_post', 'chat_join_request', 'chat_member', 'my_chat_member']

let sandbox: Awaited<ReturnType<typeof openSandbox>>
let now: number

beforeEach(async () => {
  now = Date.now()
  sandbox = await openSandbox({ clock: () => now })
  await sandbox.bot('getUpdates', { allowed_updates: asked })
})
afterEach(() => sandbox.close())

const ask = async (method: string, params: object = {}) =>
  (await sandbox.bot(method, { chat_id: bloomClub, ...params })).body
const said = async (method: string, params: object = {}) => {
  const { status, body } = await sandbox.bot(method, { chat_id: bloomClub, ...params })
  return body.ok ? body.result : `${status} ${body.description}`
}
const member = (userId: number) => said('getChatMember', { user_id: userId })
const { as, chats } = {
  as: (userId: number) => sandbox.client.as(userId),
  chats: () => sandbox.client.chats,
}
const enter = (userId: number, chatId = bloomClub) => chats().seat(chatId, userId, { status: 'member' })

describe('the bot in a channel', () => {
  it('is told when its rights change, when it is removed and when it is back', async () => {
    const updates = updatesOf(sandbox)
    await chats().botRights(bloomClub, shopBot, { can_invite_users: false })
    expect(await updates.next('my_chat_member')).toMatchObject({
      chat: { id: bloomClub },
      from: { id: owner },
      old_chat_member: { status: 'administrator', can_invite_users: true },
      new_chat_member: { status: 'administrator', can_invite_users: false, can_restrict_members: true },
    })
    await chats().removeBot(bloomClub, shopBot)
    expect((await updates.next('my_chat_member')).new_chat_member.status).toBe('kicked')
    const refusal = '403 Forbidden: bot was kicked from the channel chat'
    for (const method of ['getChat', 'sendMessage', 'createChatInviteLink', 'getChatMemberCount']) {
      expect(await said(method, { text: 'x' })).toBe(refusal)
    }
    expect(await said('banChatMember', { user_id: dilnoza })).toBe(refusal)
    await enter(dilnoza)
    expect(await updates.rest()).toEqual([])
    await chats().botRights(bloomClub, shopBot, {})
    expect(await updates.next('my_chat_member')).toMatchObject({
      old_chat_member: { status: 'kicked' },
      new_chat_member: { status: 'administrator', can_invite_users: true },
    })
    await chats().removeBot(bloomClub, shopBot, 'left')
    expect(await said('getChat')).toBe('403 Forbidden: bot is not a member of the channel chat')
  })

  it('posts as the channel when it may', async () => {
    const posted = await ask('sendMessage', { text: 'Bugungi guldasta' })
    expect(posted.result).toMatchObject({ sender_chat: { id: bloomClub, type: 'channel' }, text: 'Bugungi guldasta' })
    expect(posted.result).not.toHaveProperty('from')
    await enter(dilnoza)
    expect(await as(dilnoza).messages(String(bloomClub))).toMatchObject([
      { text: 'Bugungi guldasta', mine: false, from: { id: bloomClub, name: 'Bloom Club' } },
    ])
    await expect(as(dilnoza).send(String(bloomClub), 'hi')).rejects.toMatchObject({ status: 409 })
    await chats().botRights(bloomClub, shopBot, { can_post_messages: false })
    expect(await said('sendMessage', { text: 'x' })).toBe(
      '400 Bad Request: need administrator rights in the channel chat',
    )
    const updates = updatesOf(sandbox)
    await updates.next('my_chat_member')
    await as(owner).send(String(bloomClub), 'От владельца')
    expect(await updates.next('channel_post')).toMatchObject({ text: 'От владельца', sender_chat: { id: bloomClub } })
  })

  it('finds a deleted channel closed, without an update', async () => {
    const updates = updatesOf(sandbox)
    await enter(dilnoza)
    await updates.next('chat_member')
    await chats().remove(bloomClub)
    expect(await updates.rest()).toEqual([])
    expect(await said('banChatMember', { user_id: dilnoza })).toBe(
      '403 Forbidden: bot was kicked from the channel chat',
    )
    expect((await as(dilnoza).chats()).map(({ chat }) => chat)).not.toContain(String(bloomClub))
    await expect(enter(ivan)).rejects.toMatchObject({ status: 409 })
  })
})

describe('a group that becomes a supergroup', () => {
  it('says its new id in a message and in every refusal, and takes its members along', async () => {
    const updates = updatesOf(sandbox)
    await enter(dilnoza, bloomTalk)
    await updates.next('chat_member')
    const { chatId } = await chats().migrate(bloomTalk)
    expect(chatId).toBe(-1002100000000)
    expect(await updates.next('message')).toMatchObject({
      chat: { id: bloomTalk, type: 'group' },
      migrate_to_chat_id: chatId,
    })
    expect(await updates.next('message')).toMatchObject({
      chat: { id: chatId, type: 'supergroup', title: 'Bloom Talk' },
      migrate_from_chat_id: bloomTalk,
    })
    const refused = await ask('sendMessage', { chat_id: bloomTalk, text: 'x' })
    expect(refused).toEqual({
      ok: false,
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: chatId },
    })
    expect(await said('banChatMember', { chat_id: chatId, user_id: dilnoza })).toBe(true)
    await expect(chats().migrate(florists)).rejects.toMatchObject({ status: 409 })
  })

  it('had no list of the banned before', async () => {
    await enter(dilnoza, bloomTalk)
    expect(await said('banChatMember', { chat_id: bloomTalk, user_id: dilnoza })).toBe(true)
    expect(await said('getChatMember', { chat_id: bloomTalk, user_id: dilnoza })).toMatchObject({ status: 'left' })
    expect(await said('banChatMember', { chat_id: bloomTalk, user_id: dilnoza })).toBe(
      '400 Bad Request: USER_NOT_PARTICIPANT',
    )
    expect(await said('unbanChatMember', { chat_id: bloomTalk, user_id: dilnoza })).toBe(
      '400 Bad Request: method is available for supergroup and channel chats only',
    )
  })
})

describe('a restart', () => {
  it('keeps members, bans, links, requests, rights and the new id of a group', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'orderly-sandbox-'))
    const stateFile = join(folder, 'state.json')
    await sandbox.close()
    sandbox = await openSandbox({ clock: () => now, stateFile })
    const made = await ask('createChatInviteLink', { member_limit: 2 })
    const link = (made.result as unknown as { invite_link: string }).invite_link
    await as(dilnoza).join(link)
    await chats().seat(bloomClub, ivan, { status: 'kicked' })
    await as(ivan).askToJoin(florists)
    await chats().botRights(bloomClub, shopBot, { can_restrict_members: false })
    const { chatId } = await chats().migrate(bloomTalk)
    await sandbox.close()
    sandbox = await openSandbox({ clock: () => now, stateFile })
    expect(await member(dilnoza)).toMatchObject({ status: 'member' })
    expect(await member(ivan)).toMatchObject({ status: 'kicked' })
    expect(await member(shopId)).toMatchObject({ can_restrict_members: false, can_invite_users: true })
    expect((await chats().links(bloomClub)).map(({ insideCount }) => insideCount)).toEqual([1])
    await as(dilnoza).leave(bloomClub)
    expect((await chats().links(bloomClub)).map(({ insideCount }) => insideCount)).toEqual([0])
    expect((await chats().get(florists)).requests).toMatchObject([{ userId: ivan, link: null }])
    expect((await chats().get(bloomTalk)).migratedTo).toBe(chatId)
    expect((await as(owner).chats()).map(({ chat }) => chat)).toContain(String(chatId))
    await rm(folder, { recursive: true })
  })
})
