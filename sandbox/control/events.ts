import type { Request, Response } from 'express'
import type { SandboxPerson } from '../people'
import type { RoomChange } from '../state/world'
import type { Telegram } from '../telegram/telegram'
import { chatView, messageView, personView, type ChatView, type MessageView, type PersonView } from './views'

/** What the page is told while it is open. */
export type PageEvent =
  | { readonly type: 'message'; readonly message: MessageView; readonly chat: ChatView; readonly isNew: boolean }
  | { readonly type: 'removed'; readonly messageId: number; readonly chat: ChatView }
  | { readonly type: 'chat'; readonly chat: ChatView }
  | { readonly type: 'typing'; readonly chat: string }
  | { readonly type: 'people'; readonly people: readonly PersonView[] }

const heartbeatMs = 20_000

/** Server-sent events of everything that this person would see happen. */
export function streamEvents(telegram: Telegram, person: SandboxPerson, request: Request, response: Response): void {
  const { world } = telegram
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
  })
  const send = (event: PageEvent) => void response.write(`data: ${JSON.stringify(event)}\n\n`)
  const people = () => send({ type: 'people', people: [...world.people.values()].map((one) => personView(world, one)) })
  people()
  const stopListening = world.onChange((change) => {
    if (change.room.memberIds.includes(person.id)) send(pageEvent(telegram, person, change))
    // Unread counts of the others are shown beside their names.
    if (change.kind !== 'typing') people()
  })
  const heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMs)
  heartbeat.unref()
  request.on('close', () => {
    clearInterval(heartbeat)
    stopListening()
  })
}

function pageEvent({ world }: Telegram, person: SandboxPerson, change: RoomChange): PageEvent {
  const { room } = change
  switch (change.kind) {
    case 'posted':
    case 'changed':
      return {
        type: 'message',
        message: messageView(world, room, change.message, person.id),
        chat: chatView(world, room, person.id),
        isNew: change.kind === 'posted',
      }
    case 'removed':
      return { type: 'removed', messageId: change.messageId, chat: chatView(world, room, person.id) }
    case 'room':
      return { type: 'chat', chat: chatView(world, room, person.id) }
    case 'typing':
      return { type: 'typing', chat: world.nameOf(room) }
  }
}
