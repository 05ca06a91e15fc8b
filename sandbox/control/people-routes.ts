import { Router } from 'express'
import type { Telegram } from '../telegram/telegram'
import { payBody, pressBody, sendBody, waitBody } from './bodies'
import { streamEvents } from './events'
import { answer, pathNumber, pathText, queryNumber } from './http'
import { CannotDo, PersonDoes } from './person'
import { chatView, messageView, openChatView, personView } from './views'
import { waitIn } from './wait'

/** What a person sees and does: `/control/people/...`. */
export function peopleRoutes(telegram: Telegram): Router {
  const { world } = telegram
  const does = new PersonDoes(telegram)
  const router = Router()

  const personOf = (id: number) => {
    const person = world.people.get(id)
    if (!person) throw new CannotDo(404, `nobody here has the id ${id}`)
    return person
  }

  router.get(
    '/people',
    answer(() => [...world.people.values()].map((person) => personView(world, person))),
  )
  router.get('/people/:user/events', (request, response, next) => {
    const person = world.people.get(pathNumber(request, 'user'))
    if (person) streamEvents(telegram, person, request, response)
    else next(new CannotDo(404, 'nobody here has this id'))
  })
  router.get(
    '/people/:user/chats',
    answer((request) => {
      const person = personOf(pathNumber(request, 'user'))
      return world.roomsOfPerson(person.id).map((room) => chatView(world, room, person.id))
    }),
  )
  const chat = '/people/:user/chats/:chat'
  const at = (request: Parameters<typeof pathText>[0]) =>
    [pathNumber(request, 'user'), pathText(request, 'chat')] as const

  router.get(
    chat,
    answer((request) => {
      const { person, room } = does.at(...at(request))
      const limit = Math.min(queryNumber(request, 'limit') ?? 200, 2000)
      return openChatView(telegram, room, person, { limit, before: queryNumber(request, 'before') })
    }),
  )
  router.post(
    `${chat}/send`,
    answer((request) => {
      const { text, replyTo } = sendBody.parse(request.body)
      const { room, person } = does.at(...at(request))
      return messageView(world, room, does.send(...at(request), text, replyTo), person.id)
    }),
  )
  router.post(
    `${chat}/press`,
    answer((request) => {
      const { waitMs, ...choice } = pressBody.parse(request.body)
      return does.press(...at(request), choice, waitMs)
    }),
  )
  router.post(
    `${chat}/pay`,
    answer((request) => does.pay(...at(request), payBody.parse(request.body))),
  )
  router.post(
    `${chat}/block`,
    answer((request) => does.block(...at(request), true)),
  )
  router.post(
    `${chat}/unblock`,
    answer((request) => does.block(...at(request), false)),
  )
  router.post(
    `${chat}/read`,
    answer((request) => does.read(...at(request))),
  )
  router.post(
    `${chat}/wait`,
    answer(async (request, response) => {
      const { timeoutMs, ...wanted } = waitBody.parse(request.body)
      const { room, person } = does.at(...at(request))
      const gone = new AbortController()
      response.on('close', () => gone.abort())
      const message = await waitIn(world, room, wanted, { timeoutMs, signal: gone.signal })
      if (!message) throw new CannotDo(408, `no such message in ${timeoutMs} ms`)
      return messageView(world, room, message, person.id)
    }),
  )
  return router
}
