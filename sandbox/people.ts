import { demoGroups, demoPeople, type DemoGroup, type DemoPerson } from '../domain/demo-people'

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

export interface SandboxGroup {
  readonly id: number
  readonly title: string
  readonly memberIds: readonly number[]
}

const startingStars = 100_000

export const defaultPeople: readonly SandboxPerson[] = demoPeople.map((person) => ({ ...person, stars: startingStars }))

export const defaultGroups: readonly SandboxGroup[] = demoGroups.map(({ id, title, memberIds }: DemoGroup) => ({
  id,
  title,
  memberIds,
}))
