import { Router, type Request } from 'express'
import { isInside } from '../state/seats'
import type { Telegram } from '../telegram/telegram'
import { askBody, crowdBody, linkBody, removeBotBody, rightsBody, seatBody } from './bodies'
import { ChatOperator } from './chat-operator'
import { inviteView, memberViews, sharedChatView } from './chat-views'
import { answer, pathNumber, pathText, queryNumber, queryText } from './http'
import { CannotDo } from './person'

/** Groups and channels: what their owners do to them, and how people come and go. */
export function chatRoutes(telegram: Telegram): Router {
  const router = Router()
  const { world, invites, requests, members } = telegram
  const operator = new ChatOperator(telegram)

  const chatOf = (request: Request) => {
    const room = world.group(Number(pathText(request, 'chat')))
    if (!room) throw new CannotDo(404, 'there is no such group or channel')
    return room
  }
  /** As `chatOf`, of a chat that is still there. */
  const openChat = (request: Request) => {
    const room = chatOf(request)
    if (room.deleted) throw new CannotDo(409, 'this chat was deleted')
    if (room.migratedTo !== undefined) throw new CannotDo(409, `this group is now ${room.migratedTo}`)
    return room
  }
  const personOf = (request: Request) => {
    const person = world.people.get(pathNumber(request, 'user'))
    if (!person) throw new CannotDo(404, 'nobody here has this id')
    return person.id
  }
  const botOf = (request: Request) => {
    const bot = world.botByName(pathText(request, 'bot'))
    if (!bot) throw new CannotDo(404, 'there is no such bot')
    return bot.id
  }

  router.get(
    '/chats',
    answer(() => world.shared().map((room) => sharedChatView(telegram, room))),
  )
  router.get(
    '/chats/:chat',
    answer((request) => sharedChatView(telegram, chatOf(request))),
  )
  router.get(
    '/chats/:chat/links',
    answer((request) => invites.of(chatOf(request).chatId)),
  )
  router.get(
    '/chats/:chat/members',
    answer((request) =>
      memberViews(telegram, chatOf(request), {
        offset: queryNumber(request, 'offset') ?? 0,
        limit: Math.min(queryNumber(request, 'limit') ?? 200, 20_000),
      }),
    ),
  )
  router.post(
    '/chats/:chat/members',
    answer((request) => {
      const room = openChat(request)
      const { userIds, status } = crowdBody.parse(request.body)
      const known = userIds.filter((id) => world.people.has(id))
      for (const id of known) operator.seat(room, id, { status })
      return { changed: known.length }
    }),
  )
  router.post(
    '/chats/:chat/members/:user',
    answer((request) => {
      const room = openChat(request)
      const fault = operator.seat(room, personOf(request), seatBody.parse(request.body))
      if (fault !== undefined) throw new CannotDo(409, fault)
    }),
  )
  router.post(
    '/chats/:chat/requests/:user/:answer',
    answer((request) => {
      const approve = pathText(request, 'answer') === 'approve'
      const room = openChat(request)
      const by = [...room.seats].find(([, seat]) => seat.status === 'creator')?.[0] ?? room.chatId
      const fault = requests.settle(room, personOf(request), { by, approve })
      if (fault !== undefined) throw new CannotDo(409, fault)
    }),
  )
  router.post(
    '/chats/:chat/bots/:bot/rights',
    answer((request) => operator.botRights(openChat(request), botOf(request), rightsBody.parse(request.body))),
  )
  router.post(
    '/chats/:chat/bots/:bot/remove',
    answer((request) =>
      operator.removeBot(openChat(request), botOf(request), removeBotBody.parse(request.body ?? {}).how),
    ),
  )
  router.post(
    '/chats/:chat/delete',
    answer((request) => operator.remove(openChat(request))),
  )
  router.post(
    '/chats/:chat/migrate',
    answer((request) => {
      const grown = operator.migrate(openChat(request))
      if (typeof grown === 'string') throw new CannotDo(409, grown)
      return { chatId: grown.chatId }
    }),
  )

  router.get(
    '/people/:user/invite',
    answer((request) => {
      const link = invites.find(queryText(request, 'link') ?? '')
      const view = link && inviteView(telegram, personOf(request), link)
      if (!view) throw new CannotDo(404, 'this invite link is not valid')
      return view
    }),
  )
  router.post(
    '/people/:user/join',
    answer((request) => {
      const link = invites.find(linkBody.parse(request.body).link)
      if (!link) return { outcome: 'expired', chatId: null }
      return { ...requests.follow(personOf(request), link), chatId: link.chatId }
    }),
  )
  router.post(
    '/people/:user/ask',
    answer((request) => {
      const { chatId } = askBody.parse(request.body)
      const room = world.group(chatId)
      if (!room) throw new CannotDo(404, 'there is no such group or channel')
      return { ...requests.ask(personOf(request), room), chatId }
    }),
  )
  router.post(
    '/people/:user/chats/:chat/leave',
    answer((request) => {
      const userId = personOf(request)
      const room = openChat(request)
      const seat = world.seatOf(room, userId)
      if (!isInside(seat)) throw new CannotDo(409, 'they are not in this chat')
      if (seat.status === 'creator') throw new CannotDo(409, 'the creator keeps their place')
      members.change(room, userId, { status: 'left' }, { by: userId })
    }),
  )
  return router
}
