import { EventEmitter } from 'node:events'
import { botIdOf, type SandboxSetup } from '../options'
import type { SandboxPerson } from '../people'
import { furnishGroup, restoreRooms } from './furniture'
import {
  emptyRoom,
  groupKey,
  privateKey,
  type ChatMessage,
  type MessageDraft,
  type Room,
  type RoomSnapshot,
} from './rooms'
import { Seating } from './seating'
import type { Seat } from './seats'

export interface Bot {
  readonly id: number
  readonly token: string
  readonly username: string
  readonly name: string
}

/** Something a reader of a room would notice. */
export type RoomChange =
  | { readonly kind: 'posted' | 'changed'; readonly room: Room; readonly message: ChatMessage }
  | { readonly kind: 'removed'; readonly room: Room; readonly messageId: number }
  | { readonly kind: 'room'; readonly room: Room }
  /** Somebody came, went, or may do other things than before. */
  | { readonly kind: 'seat'; readonly room: Room; readonly userId: number }
  | { readonly kind: 'typing'; readonly room: Room; readonly botId: number }

export interface WorldSnapshot {
  readonly seq: number
  readonly rooms: readonly RoomSnapshot[]
  readonly privateMessageIds: Record<string, number>
  readonly stars: Record<string, number>
}

/** A room remembers this many messages; older ones are gone, for bots too. */
const longestHistory = 2000

/** Everybody and every conversation. Knows nothing of HTTP, updates or limits. */
export class World {
  readonly bots: readonly Bot[]
  readonly people: ReadonlyMap<number, SandboxPerson>
  private readonly rooms = new Map<string, Room>()
  private readonly seating = new Seating({
    isPerson: (id) => this.people.has(id),
    now: () => this.seconds(),
    tell: (room, userId) => this.tell({ kind: 'seat', room, userId }),
  })
  /** Message ids of private chats count up per bot, across all its chats, as in Telegram. */
  private privateMessageIds: Record<string, number> = {}
  private stars: Record<string, number> = {}
  private lastSeq = 0
  private readonly changes = new EventEmitter().setMaxListeners(0)

  constructor(private readonly setup: SandboxSetup) {
    this.bots = setup.bots.map((bot) => ({
      id: botIdOf(bot.token),
      token: bot.token,
      username: bot.username,
      name: bot.name,
    }))
    this.people = new Map(setup.people.map((person) => [person.id, person]))
    this.furnish()
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return this.setup.clock()
  }

  /** Unix seconds, as the Bot API gives times. */
  seconds(): number {
    return Math.floor(this.now() / 1000)
  }

  get seq(): number {
    return this.lastSeq
  }

  botById(id: number): Bot | undefined {
    return this.bots.find((bot) => bot.id === id)
  }

  botByName(username: string): Bot | undefined {
    const wanted = username.replace(/^@/, '').toLowerCase()
    return this.bots.find((bot) => bot.username.toLowerCase() === wanted)
  }

  /** The person's chat with the bot; it exists from the first look, but is not started. */
  privateRoom(botId: number, userId: number): Room {
    const key = privateKey(botId, userId)
    const known = this.rooms.get(key)
    if (known) return known
    const room: Room = {
      key,
      kind: 'private',
      chatId: userId,
      botId,
      userId,
      memberIds: new Set([userId]),
      botIds: [botId],
      ...emptyRoom(),
    }
    this.rooms.set(key, room)
    return room
  }

  /** The groups and channels, deleted ones too. */
  shared(): Room[] {
    return [...this.rooms.values()].filter((room) => room.kind !== 'private')
  }

  group(chatId: number): Room | undefined {
    return this.rooms.get(groupKey(chatId))
  }

  /** The room that a bot means by `chat_id`, if it may know of it. */
  roomOfBot(botId: number, chatId: number): Room | undefined {
    if (chatId > 0) return this.people.has(chatId) ? this.privateRoom(botId, chatId) : undefined
    const group = this.group(chatId)
    // A bot that was removed still knows the chat: it is told that it was removed, not that there is none.
    return group?.seats.has(botId) ? group : undefined
  }

  /** The room that a person means: a bot's username, or the id of a group they are in. */
  roomOfPerson(userId: number, chat: string): Room | undefined {
    if (!this.people.has(userId)) return undefined
    const bot = this.botByName(chat)
    if (bot) return this.privateRoom(bot.id, userId)
    const group = this.group(Number(chat))
    return group?.memberIds.has(userId) ? group : undefined
  }

  roomsOfPerson(userId: number): Room[] {
    return [...this.seating.roomsOf(userId), ...this.bots.map((bot) => this.privateRoom(bot.id, userId))]
  }

  /** What this person or bot is in the chat now. */
  seatOf(room: Room, userId: number): Seat {
    return this.seating.of(room, userId)
  }

  /** Gives somebody another seat. Tells no bot: that is Telegram's part. */
  setSeat(room: Room, userId: number, seat: Seat): void {
    this.seating.set(room, userId, seat)
  }

  /** Adds a shared chat to the world. */
  addShared(room: Pick<Room, 'kind' | 'chatId'> & { readonly title: string }): Room {
    const added: Room = { key: groupKey(room.chatId), ...room, memberIds: new Set(), botIds: [], ...emptyRoom() }
    this.rooms.set(added.key, added)
    return added
  }

  /** Takes the chat away from everybody in it; bots that knew it are refused from now on. */
  closeShared(room: Room, why: { readonly deleted: true } | { readonly migratedTo: number }): void {
    Object.assign(room, why)
    this.seating.empty(room)
  }

  /** How a person addresses the room: the bot's username or the group's id. */
  nameOf(room: Room): string {
    return room.botId === undefined ? String(room.chatId) : (this.botById(room.botId)?.username ?? String(room.botId))
  }

  post(room: Room, draft: MessageDraft): ChatMessage {
    const message: ChatMessage = { ...draft, id: this.nextMessageId(room), seq: ++this.lastSeq, date: this.seconds() }
    room.messages.push(message)
    if (room.messages.length > longestHistory) room.messages.splice(0, room.messages.length - longestHistory)
    if (this.people.has(draft.fromId)) this.markRead(room, draft.fromId)
    this.tell({ kind: 'posted', room, message })
    return message
  }

  /** Says that a message's fields were changed in place. */
  touched(room: Room, message: ChatMessage): void {
    message.seq = ++this.lastSeq
    this.tell({ kind: 'changed', room, message })
  }

  remove(room: Room, messageId: number): boolean {
    const index = room.messages.findIndex((message) => message.id === messageId)
    if (index < 0) return false
    room.messages.splice(index, 1)
    this.lastSeq++
    this.tell({ kind: 'removed', room, messageId })
    return true
  }

  /** Says that the room itself changed: blocked, its keyboard, what is read. */
  roomTouched(room: Room): void {
    this.tell({ kind: 'room', room })
  }

  markRead(room: Room, userId: number): void {
    const newest = room.messages.at(-1)?.id ?? 0
    if ((room.readUpTo[userId] ?? 0) >= newest) return
    room.readUpTo[userId] = newest
    this.roomTouched(room)
  }

  unread(room: Room, userId: number): number {
    const seen = room.readUpTo[userId] ?? 0
    let count = 0
    for (let index = room.messages.length - 1; index >= 0; index--) {
      const message = room.messages[index]
      if (!message || message.id <= seen) break
      if (message.fromId !== userId) count++
    }
    return count
  }

  /** In all chats of this person together. */
  unreadOf(userId: number): number {
    let count = 0
    for (const room of this.seating.roomsOf(userId)) count += this.unread(room, userId)
    for (const bot of this.bots) {
      const room = this.rooms.get(privateKey(bot.id, userId))
      if (room) count += this.unread(room, userId)
    }
    return count
  }

  typing(room: Room, botId: number): void {
    this.tell({ kind: 'typing', room, botId })
  }

  starsOf(userId: number): number {
    return this.stars[userId] ?? 0
  }

  /** Adds to a person's Stars; negative takes. Returns false, changing nothing, when there are too few. */
  moveStars(userId: number, by: number): boolean {
    const next = this.starsOf(userId) + by
    if (next < 0) return false
    this.stars[userId] = next
    return true
  }

  onChange(listener: (change: RoomChange) => void): () => void {
    this.changes.on('change', listener)
    return () => void this.changes.off('change', listener)
  }

  snapshot(): WorldSnapshot {
    return {
      seq: this.lastSeq,
      rooms: [...this.rooms.values()].map(({ memberIds: _follows, ...room }) => ({ ...room, seats: [...room.seats] })),
      privateMessageIds: this.privateMessageIds,
      stars: this.stars,
    }
  }

  /** Takes back what `snapshot` gave; people and bots come from the options, not from the past. */
  restore(snapshot: WorldSnapshot): void {
    this.lastSeq = snapshot.seq
    this.privateMessageIds = { ...snapshot.privateMessageIds }
    restoreRooms(this, snapshot.rooms)
    for (const id of this.people.keys()) this.stars[id] = snapshot.stars[id] ?? this.starsOf(id)
  }

  /** Empties every chat. Counters go on, so that an id a bot has stored never comes to mean another message. */
  reset(): void {
    const counters = new Map([...this.rooms].map(([key, room]) => [key, room.nextMessageId]))
    this.rooms.clear()
    this.seating.clear()
    this.furnish()
    for (const [key, room] of this.rooms) room.nextMessageId = counters.get(key) ?? 1
    this.lastSeq++
  }

  private furnish(): void {
    for (const person of this.people.values()) this.stars[person.id] = person.stars
    for (const group of this.setup.groups) furnishGroup(this, group, this.setup.bots)
  }

  private nextMessageId(room: Room): number {
    if (room.botId === undefined) return room.nextMessageId++
    const next = this.privateMessageIds[room.botId] ?? 1
    this.privateMessageIds[room.botId] = next + 1
    return next
  }

  private tell(change: RoomChange): void {
    this.changes.emit('change', change)
  }
}
