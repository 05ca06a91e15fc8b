import type { Request, Response } from 'express'
import type { SandboxPerson } from '../people'
import type { Room } from '../state/rooms'
import type { RoomChange, World } from '../state/world'
import type { Telegram } from '../telegram/telegram'
import { chatView, messageView, personView, type ChatView, type MessageView, type PersonView } from './views'

/** What the page is told while it is open. */
export type PageEvent =
  | { readonly type: 'message'; readonly message: MessageView; readonly chat: ChatView; readonly isNew: boolean }
  | { readonly type: 'removed'; readonly messageId: number; readonly chat: ChatView }
  | { readonly type: 'chat'; readonly chat: ChatView }
  /** The person came into a chat or is out of one. */
  | { readonly type: 'chats'; readonly chats: readonly ChatView[] }
  | { readonly type: 'typing'; readonly chat: string }
  | { readonly type: 'people'; readonly people: readonly PersonView[] }

const heartbeatMs = 20_000
/** What thousands of members do is shown together after this long. */
const gatherMs = 150
/** A world with more people shows these and the person who looks. */
const shownPeople = 60

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
  const stale = { people: false, chats: false, rooms: new Map<string, Room>() }
  let timer: NodeJS.Timeout | undefined
  /** At once for the first change, and together for those that follow it closely. */
  const flush = () => {
    if (timer) return
    if (stale.people) send({ type: 'people', people: peopleViews(world, person) })
    if (stale.chats) send({ type: 'chats', chats: chatViews(world, person) })
    for (const room of stale.rooms.values()) send({ type: 'chat', chat: chatView(world, room, person.id) })
    const wasStale = stale.people || stale.chats || stale.rooms.size > 0
    stale.people = stale.chats = false
    stale.rooms.clear()
    if (wasStale) timer = setTimeout(() => ((timer = undefined), flush()), gatherMs)
  }
  send({ type: 'people', people: peopleViews(world, person) })
  const stopListening = world.onChange((change) => {
    const isTheirs = change.room.memberIds.has(person.id)
    if (change.kind !== 'seat') {
      if (isTheirs) send(pageEvent(telegram, person, change))
    } else if (change.userId === person.id) stale.chats = true
    else if (isTheirs) stale.rooms.set(change.room.key, change.room)
    // Unread counts of the others are shown beside their names.
    if (change.kind !== 'typing') stale.people = true
    flush()
  })
  const heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMs)
  heartbeat.unref()
  request.on('close', () => {
    clearInterval(heartbeat)
    clearTimeout(timer)
    stopListening()
  })
}

const chatViews = (world: World, person: SandboxPerson) =>
  world.roomsOfPerson(person.id).map((room) => chatView(world, room, person.id))

function peopleViews(world: World, person: SandboxPerson): PersonView[] {
  const shown = [...world.people.values()].slice(0, shownPeople)
  if (!shown.includes(person)) shown.push(person)
  return shown.map((one) => personView(world, one))
}

type ShownChange = Exclude<RoomChange, { readonly kind: 'seat' }>

function pageEvent({ world }: Telegram, person: SandboxPerson, change: ShownChange): PageEvent {
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
