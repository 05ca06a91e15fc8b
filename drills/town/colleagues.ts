import { demoGroups, demoPeople } from '../../domain/demo-people'
import { defaultGroups, defaultPeople, type SandboxGroup, type SandboxPerson } from '../../sandbox/people'

/** The bot hears one person 30 times a minute, so that a shop of hundreds of orders needs more hands than the demo has. */
const handsOfEach = 6
const firstHand = { florist: 2_100, courier: 2_200 } as const
type Trade = keyof typeof firstHand

const hands = (Object.keys(firstHand) as Trade[]).flatMap((role) =>
  Array.from({ length: handsOfEach }, (_, index) => ({
    id: firstHand[role] + index,
    role,
    firstName: `${role} ${index + 1}`,
    language: 'ru' as const,
  })),
)

/** The owner and the manager of the demo, and more florists and couriers. */
export const colleagues = [
  ...demoPeople.flatMap(({ id, role, firstName, language }) =>
    role === 'owner' || role === 'manager' ? [{ id, role, firstName, language }] : [],
  ),
  ...hands,
]

export const idsOf = (role: Trade | 'owner'): readonly number[] =>
  colleagues.filter((one) => one.role === role).map(({ id }) => id)

export const groupOf = (purpose: (typeof demoGroups)[number]['purpose']): string =>
  String(demoGroups.find((group) => group.purpose === purpose)!.id)

export const peopleAtWork: readonly SandboxPerson[] = [
  ...defaultPeople,
  ...hands.map((person) => ({ ...person, stars: 0 })),
]

export const groupsAtWork: readonly SandboxGroup[] = defaultGroups.map((group) => {
  const trade =
    String(group.id) === groupOf('florists') ? 'florist' : String(group.id) === groupOf('couriers') ? 'courier' : null
  return trade ? { ...group, memberIds: [...group.memberIds, ...idsOf(trade)] } : group
})
