import type { ChatInviteLink } from '@grammyjs/types'
import { bloomClub, bloomTalk, dilnoza, ivan, openSandbox, owner, updatesOf } from './sandbox-for-tests'

const shopBot = 'demo_shop_bot'
const shopId = 7000001
const asked = ['message', 'chat_join_request', 'chat_member', 'my_chat_member']

let sandbox: Awaited<ReturnType<typeof openSandbox>>
let now: number

beforeEach(async () => {
  now = Date.now()
  sandbox = await openSandbox({ clock: () => now })
  await sandbox.bot('getUpdates', { allowed_updates: asked })
})
afterEach(() => sandbox.close())

const seconds = () => Math.floor(now / 1000)
const create = async (params: object = {}) =>
  (await sandbox.bot('createChatInviteLink', { chat_id: bloomClub, ...params })).body
const linkOf = async (params: object = {}) => (await create(params)).result as unknown as ChatInviteLink
const describe400 = async (method: string, params: object) => {
  const { status, body } = await sandbox.bot(method, { chat_id: bloomClub, ...params })
  return `${status} ${body.description}`
}
const standing = async (userId: number) => {
  const { body } = await sandbox.bot('getChatMember', { chat_id: bloomClub, user_id: userId })
  return (body.result as unknown as { status: string } | undefined)?.status
}

describe('an invite link', () => {
  it('is made as asked, with a name cut to 32 characters', async () => {
    const expire = seconds() + 86_400
    const link = await linkOf({ name: 'я'.repeat(33), expire_date: expire, creates_join_request: true })
    expect(link).toEqual({
      invite_link: expect.stringMatching(/^https:\/\/t\.me\/\+[\w-]{16}$/),
      name: 'я'.repeat(32),
      creator: { id: shopId, is_bot: true, first_name: 'Demo Gullar', username: shopBot },
      expire_date: expire,
      creates_join_request: true,
      is_primary: false,
      is_revoked: false,
    })
  })

  it.each([
    [
      { creates_join_request: true, member_limit: 1 },
      "Bad Request: member limit can't be specified for links requiring administrator approval",
    ],
    [{ expire_date: 1 }, 'Bad Request: EXPIRE_DATE_INVALID'],
    [{ member_limit: 100_000 }, 'Bad Request: USAGE_LIMIT_INVALID'],
    [{ chat_id: '' }, 'Bad Request: chat_id is empty'],
    [{ chat_id: -5 }, 'Bad Request: chat not found'],
    [{ chat_id: dilnoza }, "Bad Request: can't invite members to a private chat"],
  ])('is refused with %j', async (params, description) => {
    expect(await create(params)).toEqual({ ok: false, error_code: 400, description })
    expect(await sandbox.client.chats.links(bloomClub)).toEqual([])
  })

  it('is not for a bot without the right, in any method', async () => {
    const link = await linkOf({ creates_join_request: true })
    await sandbox.client.as(dilnoza).join(link.invite_link)
    await sandbox.client.chats.botRights(bloomClub, shopBot, { can_invite_users: false })
    const links = '400 Bad Request: not enough rights to manage chat invite link'
    const requests = '400 Bad Request: not enough rights to manage chat join requests'
    expect(await describe400('createChatInviteLink', {})).toBe(links)
    expect(await describe400('exportChatInviteLink', {})).toBe(links)
    expect(await describe400('editChatInviteLink', { invite_link: link.invite_link })).toBe(links)
    expect(await describe400('revokeChatInviteLink', { invite_link: link.invite_link })).toBe(links)
    expect(await describe400('approveChatJoinRequest', { user_id: dilnoza })).toBe(requests)
    expect(await describe400('declineChatJoinRequest', { user_id: dilnoza })).toBe(requests)
    expect(await standing(dilnoza)).toBe('left')
    await sandbox.client.chats.botRights(bloomClub, shopBot, { can_invite_users: true })
    expect(await describe400('approveChatJoinRequest', { user_id: dilnoza })).toBe('200 undefined')
    expect(await standing(dilnoza)).toBe('member')
  })

  it('lets in as many at once as its limit says, and says no more than "expired" to the next', async () => {
    const { invite_link: link } = await linkOf({ member_limit: 1 })
    expect(await sandbox.client.as(dilnoza).invite(link)).toEqual({
      chatId: bloomClub,
      kind: 'channel',
      title: 'Bloom Club',
      memberCount: 2,
      needsApproval: false,
      state: 'open',
    })
    expect(await sandbox.client.as(dilnoza).join(link)).toEqual({ outcome: 'joined', chatId: bloomClub })
    expect(await sandbox.client.as(dilnoza).join(link)).toEqual({ outcome: 'already_member', chatId: bloomClub })
    expect(await sandbox.client.as(ivan).join(link)).toEqual({ outcome: 'expired', chatId: bloomClub })
    await sandbox.client.as(dilnoza).leave(bloomClub)
    expect(await sandbox.client.as(ivan).join(link)).toEqual({ outcome: 'joined', chatId: bloomClub })
    expect(await sandbox.client.as(dilnoza).join(link)).toEqual({ outcome: 'expired', chatId: bloomClub })
  })

  it('ends at its time', async () => {
    const { invite_link: link } = await linkOf({ expire_date: seconds() + 60 })
    now += 59_000
    expect((await sandbox.client.as(dilnoza).invite(link)).state).toBe('open')
    now += 1000
    expect((await sandbox.client.as(dilnoza).join(link)).outcome).toBe('expired')
    expect(await standing(dilnoza)).toBe('left')
  })

  it('is edited as a whole, and what is left out is reset', async () => {
    const { invite_link } = await linkOf({ name: 'one', member_limit: 5 })
    const edited = await sandbox.bot('editChatInviteLink', {
      chat_id: bloomClub,
      invite_link,
      creates_join_request: true,
    })
    expect(edited.body.result).toMatchObject({ invite_link, creates_join_request: true, is_revoked: false })
    expect(edited.body.result).not.toHaveProperty('name')
    expect(edited.body.result).not.toHaveProperty('member_limit')
    expect(await describe400('editChatInviteLink', {})).toBe('400 Bad Request: invite link must be non-empty')
    expect(await describe400('editChatInviteLink', { invite_link: 'https://t.me/+nothing' })).toBe(
      '400 Bad Request: INVITE_HASH_EXPIRED',
    )
  })

  it('is revoked once; members stay, and a request that waits can still be answered', async () => {
    const open = await linkOf()
    const { invite_link } = await linkOf({ creates_join_request: true })
    await sandbox.client.as(dilnoza).join(open.invite_link)
    await sandbox.client.as(ivan).join(invite_link)
    const revoked = await sandbox.bot('revokeChatInviteLink', { chat_id: bloomClub, invite_link })
    expect(revoked.body.result).toMatchObject({ invite_link, is_revoked: true, pending_join_request_count: 1 })
    await sandbox.bot('revokeChatInviteLink', { chat_id: bloomClub, invite_link: open.invite_link })
    expect(await describe400('revokeChatInviteLink', { invite_link })).toBe('400 Bad Request: INVITE_HASH_EXPIRED')
    expect((await sandbox.client.as(owner).invite(invite_link)).state).toBe('member')
    expect(await standing(dilnoza)).toBe('member')
    expect(await describe400('approveChatJoinRequest', { user_id: ivan })).toBe('200 undefined')
    expect(await standing(ivan)).toBe('member')
  })

  it('has a primary one, which exporting replaces', async () => {
    const first = (await sandbox.bot('exportChatInviteLink', { chat_id: bloomClub })).body.result as unknown as string
    const second = (await sandbox.bot('exportChatInviteLink', { chat_id: bloomClub })).body.result as unknown as string
    expect(second).not.toBe(first)
    expect((await sandbox.client.as(dilnoza).join(first)).outcome).toBe('expired')
    expect(await describe400('editChatInviteLink', { invite_link: second })).toBe(
      '400 Bad Request: CHAT_INVITE_PERMANENT',
    )
    expect((await sandbox.client.as(dilnoza).join(second)).outcome).toBe('joined')
  })
})

describe('a join request', () => {
  it('is told with its link, approved once, and the member came through that link', async () => {
    const updates = updatesOf(sandbox)
    const link = await linkOf({ name: 'sub-7', creates_join_request: true })
    const person = sandbox.client.as(dilnoza)
    expect(await person.join(link.invite_link)).toEqual({ outcome: 'requested', chatId: bloomClub })
    expect(await person.join(link.invite_link)).toEqual({ outcome: 'already_requested', chatId: bloomClub })
    const waiting = { ...link, pending_join_request_count: 1 }
    expect(await updates.next('chat_join_request')).toEqual({
      chat: { id: bloomClub, type: 'channel', title: 'Bloom Club' },
      from: expect.objectContaining({ id: dilnoza, language_code: 'uz' }),
      user_chat_id: dilnoza,
      date: seconds(),
      invite_link: waiting,
    })
    expect(await updates.rest()).toEqual([])
    expect((await sandbox.client.chats.get(bloomClub)).requests).toEqual([
      { userId: dilnoza, name: 'Dilnoza Yoʻldosheva', at: now, link: link.invite_link },
    ])
    expect((await person.chats()).map(({ chat }) => chat)).not.toContain(String(bloomClub))

    expect(await describe400('approveChatJoinRequest', { user_id: dilnoza })).toBe('200 undefined')
    const change = await updates.next('chat_member')
    expect(change).toMatchObject({
      chat: { id: bloomClub },
      from: { id: shopId },
      old_chat_member: { status: 'left', user: { id: dilnoza } },
      new_chat_member: { status: 'member', user: { id: dilnoza } },
      invite_link: link,
    })
    expect(change).not.toHaveProperty('via_join_request')
    expect((await person.chats()).map(({ chat }) => chat)).toContain(String(bloomClub))
    expect(await describe400('approveChatJoinRequest', { user_id: dilnoza })).toBe(
      '400 Bad Request: USER_ALREADY_PARTICIPANT',
    )
    expect(await describe400('declineChatJoinRequest', { user_id: dilnoza })).toBe(
      '400 Bad Request: USER_ALREADY_PARTICIPANT',
    )
  })

  it('is declined, may be made again, and no answer fits where nobody asked', async () => {
    const { invite_link } = await linkOf({ creates_join_request: true })
    await sandbox.client.as(ivan).join(invite_link)
    expect(await describe400('declineChatJoinRequest', { user_id: ivan })).toBe('200 undefined')
    expect(await standing(ivan)).toBe('left')
    for (const method of ['approveChatJoinRequest', 'declineChatJoinRequest']) {
      expect(await describe400(method, { user_id: ivan })).toBe('400 Bad Request: HIDE_REQUESTER_MISSING')
      expect(await describe400(method, { user_id: 999 })).toBe('400 Bad Request: USER_ID_INVALID')
      expect(await describe400(method, { chat_id: ivan, user_id: ivan })).toBe(
        "400 Bad Request: the chat can't have join requests",
      )
    }
    expect(await sandbox.client.as(ivan).join(invite_link)).toEqual({ outcome: 'requested', chatId: bloomClub })
  })

  it('without a link has none in its update, and its member came by a request', async () => {
    const updates = updatesOf(sandbox)
    await sandbox.client.as(ivan).askToJoin(bloomClub)
    expect(await updates.next('chat_join_request')).not.toHaveProperty('invite_link')
    await sandbox.client.chats.approve(bloomClub, ivan)
    expect(await updates.next('chat_member')).toMatchObject({ from: { id: owner }, via_join_request: true })
    expect(await describe400('approveChatJoinRequest', { user_id: ivan })).toBe(
      '400 Bad Request: USER_ALREADY_PARTICIPANT',
    )
  })

  it('lets the bot write for five minutes to somebody who never started it, until it is answered', async () => {
    const write = async () => {
      const { status, body } = await sandbox.bot('sendMessage', { chat_id: ivan, text: 'Not your link' })
      return `${status} ${body.description}`
    }
    const stranger = "403 Forbidden: bot can't initiate conversation with a user"
    expect(await write()).toBe(stranger)
    const { invite_link } = await linkOf({ creates_join_request: true })
    await sandbox.client.as(ivan).join(invite_link)
    expect(await write()).toBe('200 undefined')
    now += 300_000
    expect(await write()).toBe('200 undefined')
    now += 1
    expect(await write()).toBe(stranger)
    await describe400('declineChatJoinRequest', { user_id: ivan })
    await sandbox.client.as(ivan).join(invite_link)
    expect(await write()).toBe('200 undefined')
    await describe400('declineChatJoinRequest', { user_id: ivan })
    expect(await write()).toBe(stranger)
    expect((await sandbox.client.as(ivan).messages(shopBot)).map(({ text }) => text)).toEqual(
      Array.from({ length: 3 }, () => 'Not your link'),
    )
  })
})

describe('a basic group', () => {
  it('has links and requests too', async () => {
    const { invite_link } = await linkOf({ chat_id: bloomTalk, creates_join_request: true })
    expect((await sandbox.client.as(ivan).join(invite_link)).outcome).toBe('requested')
    expect(await describe400('approveChatJoinRequest', { chat_id: bloomTalk, user_id: ivan })).toBe('200 undefined')
    expect((await sandbox.bot('getChatMember', { chat_id: bloomTalk, user_id: ivan })).body.result).toMatchObject({
      status: 'member',
    })
  })
})
