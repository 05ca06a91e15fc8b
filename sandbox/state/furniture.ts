import { botIdOf, type SandboxBot } from '../options'
import type { SandboxGroup } from '../people'
import type { RoomSnapshot } from './rooms'
import { fullRights } from './seats'
import type { World } from './world'

/** Puts a group or channel of the options into the world, with its people and its bots. */
export function furnishGroup(world: World, group: SandboxGroup, bots: readonly SandboxBot[]): void {
  const { id, title, memberIds, kind = 'supergroup' } = group
  const room = world.addShared({ kind, chatId: id, title })
  const ownerId = group.ownerId ?? memberIds.find((member) => world.people.get(member)?.role === 'owner')
  for (const member of memberIds) world.setSeat(room, member, { status: 'member' })
  if (ownerId !== undefined) world.setSeat(room, ownerId, { status: 'creator' })
  for (const bot of bots) {
    if (bot.groupIds !== undefined && !bot.groupIds.includes(id)) continue
    world.setSeat(room, botIdOf(bot.token), { status: 'administrator', rights: fullRights(kind) })
  }
}

/**
 * Takes the rooms of the last run back. People and bots come from the options, not from the past; seats that the
 * options name anew are kept beside those of the past.
 */
export function restoreRooms(world: World, rooms: readonly RoomSnapshot[]): void {
  for (const { seats = [], botIds: _follows, ...kept } of rooms) {
    if (kept.kind === 'private') {
      if (kept.botId === undefined || kept.userId === undefined || !world.botById(kept.botId)) continue
      Object.assign(world.privateRoom(kept.botId, kept.userId), kept)
      continue
    }
    const { kind, chatId, title = '' } = kept
    const room = Object.assign(world.group(chatId) ?? world.addShared({ kind, chatId, title }), kept)
    for (const [id, seat] of seats) if (world.people.has(id) || world.botById(id)) world.setSeat(room, id, seat)
    if (room.deleted) world.closeShared(room, { deleted: true })
    else if (room.migratedTo !== undefined) world.closeShared(room, { migratedTo: room.migratedTo })
  }
}
