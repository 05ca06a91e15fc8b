import { bloomClub, dilnoza, ivan, openSandbox, owner, updatesOf } from './sandbox-for-tests'

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

const seconds = () => Math.floor(now / 1000)
const said = async (method: string, params: object = {}) => {
  const { status, body } = await sandbox.bot(method, { chat_id: bloomClub, ...params })
  return body.ok ? body.result : `${status} ${body.description}`
}
const member = (userId: number) => said('getChatMember', { user_id: userId })
const { as, chats } = {
  as: (userId: number) => sandbox.client.as(userId),
  chats: () => sandbox.client.chats,
}
const enter = (userId: number) => chats().seat(bloomClub, userId, { status: 'member' })

describe('who is in a channel', () => {
  it('is told in each of its shapes', async () => {
    expect(await member(owner)).toMatchObject({ user: { id: owner }, status: 'creator', is_anonymous: false })
    expect(await member(shopId)).toEqual({
      user: { id: shopId, is_bot: true, first_name: 'Demo Gullar', username: shopBot },
      status: 'administrator',
      can_be_edited: false,
      can_manage_chat: true,
      can_change_info: true,
      can_post_messages: true,
      can_edit_messages: true,
      can_delete_messages: true,
      can_invite_users: true,
      can_restrict_members: true,
      can_promote_members: false,
      can_manage_video_chats: true,
      can_post_stories: true,
      can_edit_stories: true,
      can_delete_stories: true,
      can_manage_direct_messages: true,
      is_anonymous: false,
    })
    expect(await member(dilnoza)).toMatchObject({ status: 'left' })
    await enter(dilnoza)
    expect(await member(dilnoza)).toEqual({ user: expect.objectContaining({ id: dilnoza }), status: 'member' })
    const untilDate = seconds() + 3600
    await chats().seat(bloomClub, dilnoza, { status: 'member', untilDate })
    expect(await member(dilnoza)).toMatchObject({ status: 'member', until_date: untilDate })
    await chats().seat(bloomClub, dilnoza, { status: 'restricted', untilDate })
    expect(await member(dilnoza)).toMatchObject({ status: 'restricted', is_member: true, can_send_messages: false })
    await chats().promote(bloomClub, dilnoza)
    expect(await member(dilnoza)).toMatchObject({ status: 'administrator', can_invite_users: true })
    await chats().seat(bloomClub, dilnoza, { status: 'kicked' })
    expect(await member(dilnoza)).toMatchObject({ status: 'kicked', until_date: 0 })
    expect(await member(999)).toBe('400 Bad Request: member not found')
    expect(await said('getChatMember', { user_id: 0 })).toBe('400 Bad Request: invalid user_id specified')
  })

  it('is counted and its administrators are listed, other bots left out', async () => {
    await enter(dilnoza)
    await chats().botRights(bloomClub, 'demo_owner_bot', {})
    expect(await said('getChatMemberCount')).toBe(4)
    const administrators = (await said('getChatAdministrators')) as unknown as { user: { id: number } }[]
    expect(administrators.map(({ user }) => user.id)).toEqual([owner, shopId])
    expect(await said('getChatMemberCount', { chat_id: dilnoza })).toBe(2)
    expect(await said('getChatAdministrators', { chat_id: dilnoza })).toBe(
      '400 Bad Request: there are no administrators in the private chat',
    )
  })

  it('is shown page by page to whoever operates the sandbox', async () => {
    await enter(dilnoza)
    await chats().seat(bloomClub, ivan, { status: 'kicked', untilDate: seconds() + 600 })
    expect(await chats().members(bloomClub)).toEqual([
      { id: owner, name: 'Рустам Алиев', isBot: false, status: 'creator', untilDate: null },
      { id: shopId, name: 'Demo Gullar', isBot: true, status: 'administrator', untilDate: null },
      { id: dilnoza, name: 'Dilnoza Yoʻldosheva', isBot: false, status: 'member', untilDate: null },
      { id: ivan, name: 'Иван Петров', isBot: false, status: 'kicked', untilDate: seconds() + 600 },
    ])
    expect(await chats().members(bloomClub, { offset: 2, limit: 1 })).toMatchObject([{ id: dilnoza }])
  })
})

describe('a ban', () => {
  it('takes the member out until it is lifted, and both are told', async () => {
    const updates = updatesOf(sandbox)
    await enter(dilnoza)
    expect((await updates.next('chat_member')).new_chat_member.status).toBe('member')
    expect(await said('banChatMember', { user_id: dilnoza })).toBe(true)
    expect(await said('banChatMember', { user_id: dilnoza })).toBe(true)
    expect(await updates.next('chat_member')).toMatchObject({
      from: { id: shopId },
      old_chat_member: { status: 'member' },
      new_chat_member: { status: 'kicked', until_date: 0 },
    })
    const link = (await said('exportChatInviteLink')) as unknown as string
    expect(await as(dilnoza).join(link)).toEqual({ outcome: 'banned', chatId: bloomClub })
    expect(await said('unbanChatMember', { user_id: dilnoza, only_if_banned: true })).toBe(true)
    expect(await updates.next('chat_member')).toMatchObject({
      old_chat_member: { status: 'kicked' },
      new_chat_member: { status: 'left' },
    })
    expect(await updates.rest()).toEqual([])
    expect((await as(dilnoza).join(link)).outcome).toBe('joined')
  })

  it.each([
    [29, 0],
    [30, 30],
    [366 * 86_400, 366 * 86_400],
    [366 * 86_400 + 1, 0],
  ])('until %d seconds from now ends after %d (0 is never)', async (given, kept) => {
    await said('banChatMember', { user_id: dilnoza, until_date: seconds() + given })
    expect(await member(dilnoza)).toMatchObject({ status: 'kicked', until_date: kept === 0 ? 0 : seconds() + kept })
    if (kept === 0) return
    now += kept * 1000
    expect(await member(dilnoza)).toMatchObject({ status: 'left' })
  })

  it('ends a join request that waits', async () => {
    await as(dilnoza).askToJoin(bloomClub)
    await said('banChatMember', { user_id: dilnoza })
    expect((await chats().get(bloomClub)).requests).toEqual([])
    expect(await said('approveChatJoinRequest', { user_id: dilnoza })).toBe('400 Bad Request: HIDE_REQUESTER_MISSING')
  })

  it('is refused for the creator, an administrator, the bot itself, strangers and private chats', async () => {
    await chats().promote(bloomClub, dilnoza)
    for (const method of ['banChatMember', 'unbanChatMember']) {
      expect(await said(method, { user_id: owner })).toBe("400 Bad Request: can't remove chat owner")
      expect(await said(method, { user_id: dilnoza })).toBe('400 Bad Request: user is an administrator of the chat')
      expect(await said(method, { user_id: shopId })).toBe("400 Bad Request: can't restrict self")
      expect(await said(method, { user_id: 999 })).toBe('400 Bad Request: member not found')
    }
    expect(await said('banChatMember', { chat_id: ivan, user_id: ivan })).toBe(
      "400 Bad Request: can't ban members in private chats",
    )
    expect(await said('unbanChatMember', { chat_id: ivan, user_id: ivan })).toBe(
      '400 Bad Request: method is available for supergroup and channel chats only',
    )
    expect(await member(dilnoza)).toMatchObject({ status: 'administrator' })
  })

  it('needs the right to restrict members', async () => {
    await enter(dilnoza)
    await chats().botRights(bloomClub, shopBot, { can_restrict_members: false })
    const refusal = '400 Bad Request: not enough rights to restrict/unrestrict chat member'
    expect(await said('banChatMember', { user_id: dilnoza })).toBe(refusal)
    expect(await said('unbanChatMember', { user_id: dilnoza })).toBe(refusal)
    expect(await member(dilnoza)).toMatchObject({ status: 'member' })
    expect(await said('unbanChatMember', { user_id: dilnoza, only_if_banned: true })).toBe(true)
    expect(await said('createChatInviteLink')).toMatchObject({ is_revoked: false })
  })
})

describe('lifting a ban', () => {
  it('takes a member out unless only_if_banned is given', async () => {
    const updates = updatesOf(sandbox)
    await enter(dilnoza)
    await updates.next('chat_member')
    expect(await said('unbanChatMember', { user_id: dilnoza, only_if_banned: true })).toBe(true)
    expect(await member(dilnoza)).toMatchObject({ status: 'member' })
    expect(await said('unbanChatMember', { user_id: dilnoza })).toBe(true)
    expect(await member(dilnoza)).toMatchObject({ status: 'left' })
    const statuses = (await updates.rest()).map(({ chat_member: change }) => change?.new_chat_member.status)
    expect(statuses).toEqual(['kicked', 'left'])
    expect(await said('unbanChatMember', { user_id: dilnoza })).toBe(true)
    expect(await updates.rest()).toEqual([])
  })
})

describe('updates about members', () => {
  it('do not come unless they are asked for', async () => {
    await sandbox.bot('getUpdates', { allowed_updates: [] })
    const updates = updatesOf(sandbox)
    await enter(dilnoza)
    await as(dilnoza).leave(bloomClub)
    expect(await updates.rest()).toEqual([])
  })

  it('tell who left by themselves and who was promoted', async () => {
    const updates = updatesOf(sandbox)
    await enter(dilnoza)
    await enter(ivan)
    await as(dilnoza).leave(bloomClub)
    await chats().promote(bloomClub, ivan)
    const changes = (await updates.rest()).map(({ chat_member: change }) => [
      change?.from.id,
      change?.new_chat_member.user.id,
      change?.new_chat_member.status,
    ])
    expect(changes).toEqual([
      [owner, dilnoza, 'member'],
      [owner, ivan, 'member'],
      [dilnoza, dilnoza, 'left'],
      [owner, ivan, 'administrator'],
    ])
    await expect(as(dilnoza).leave(bloomClub)).rejects.toMatchObject({ status: 409 })
    await expect(as(owner).leave(bloomClub)).rejects.toMatchObject({ status: 409 })
  })
})
