import { demoChannels, demoGroups, demoPeople, type DemoPerson } from '../domain/demo-people'
import type { SharedKind } from './state/seats'

export interface SandboxPerson {
  readonly id: number
  readonly role: DemoPerson['role']
  readonly firstName: string
  readonly lastName?: string
  readonly username?: string
  /** What Telegram sends as `language_code`. */
  readonly language: string
  /** Telegram Stars in the person's wallet at the start. */
  readonly stars: number
}

/** A group or channel. Every bot that may be in it is an administrator with every right but promoting others. */
export interface SandboxGroup {
  readonly id: number
  readonly title: string
  /** `supergroup` when left out. `group` is a basic group, which can migrate to a supergroup. */
  readonly kind?: SharedKind
  /** The creator; the member whose role is owner when left out. */
  readonly ownerId?: number
  readonly memberIds: readonly number[]
}

const startingStars = 100_000

export const defaultPeople: readonly SandboxPerson[] = demoPeople.map((person) => ({ ...person, stars: startingStars }))

export const defaultGroups: readonly SandboxGroup[] = [
  ...demoGroups.map(({ id, title, memberIds }) => ({ id, title, memberIds })),
  ...demoChannels.map(({ id, kind, title, ownerId }) => ({ id, kind, title, ownerId, memberIds: [ownerId] })),
]
