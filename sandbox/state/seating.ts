import type { Room } from './rooms'
import { isInside, seatNow, type Seat } from './seats'

interface Parts {
  readonly isPerson: (id: number) => boolean
  /** Unix seconds. */
  readonly now: () => number
  /** Somebody came, went, or may do other things than before. */
  readonly tell: (room: Room, userId: number) => void
}

/** Who sits where. Knows the chats of each person, so that thousands of members cost nothing to those who look. */
export class Seating {
  private readonly rooms = new Map<number, Set<Room>>()

  constructor(private readonly parts: Parts) {}

  /** The shared chats that this person is in. */
  roomsOf(userId: number): Iterable<Room> {
    return this.rooms.get(userId) ?? []
  }

  of(room: Room, userId: number): Seat {
    return seatNow(room.seats.get(userId), this.parts.now())
  }

  set(room: Room, userId: number, seat: Seat): void {
    room.seats.set(userId, seat)
    if (this.parts.isPerson(userId)) this.seatPerson(room, userId, isInside(seat))
    else {
      room.botIds = room.botIds.filter((id) => id !== userId)
      if (isInside(seat)) room.botIds.push(userId)
    }
    this.parts.tell(room, userId)
  }

  /** Everybody is out; what they were is still known. */
  empty(room: Room): void {
    const members = [...room.memberIds]
    room.memberIds.clear()
    for (const userId of members) {
      this.rooms.get(userId)?.delete(room)
      this.parts.tell(room, userId)
    }
  }

  clear(): void {
    this.rooms.clear()
  }

  private seatPerson(room: Room, userId: number, inside: boolean): void {
    const theirs = this.rooms.get(userId) ?? new Set<Room>()
    this.rooms.set(userId, theirs)
    if (inside) {
      room.memberIds.add(userId)
      theirs.add(room)
    } else {
      room.memberIds.delete(userId)
      theirs.delete(room)
    }
  }
}
