import { z } from 'zod'
import type { Lang } from '../../locales/texts'

/** Somebody who may read the business. Configured, because the owner-bot reads no table of the shop. */
export interface OwnerPerson {
  readonly businessId: string
  /** Telegram user id. */
  readonly externalId: string
  readonly role: 'owner' | 'admin'
  /** The language to speak until they choose another; their app's if not set. */
  readonly lang?: Lang | undefined
}

const personSchema = z.strictObject({
  businessId: z.string().optional(),
  externalId: z
    .union([z.string(), z.number().int()])
    .transform(String)
    .pipe(z.string().regex(/^[1-9]\d{0,15}$/)),
  role: z.enum(['owner', 'admin']),
  lang: z.enum(['ru', 'uz', 'en']).optional(),
})

/**
 * Reads OWNER_BOT_PEOPLE: `2001:owner,2005:admin` or a JSON list of `{externalId, role, lang?, businessId?}`; without a
 * `businessId` a person belongs to `businessId`. Throws an Error that names the fault and the remedy.
 */
export function readPeople(text: string, businessId: string): OwnerPerson[] {
  const listed = z.array(personSchema).safeParse(text.trim().startsWith('[') ? asJson(text) : asPairs(text))
  if (!listed.success) {
    throw new Error(`OWNER_BOT_PEOPLE: write it as 2001:owner,2005:admin\n${z.prettifyError(listed.error)}`)
  }
  const people = listed.data.map((person) => ({ ...person, businessId: person.businessId ?? businessId }))
  const ours = people.filter((person) => person.businessId === businessId)
  if (ours.filter(({ role }) => role === 'owner').length > 1) {
    throw new Error('OWNER_BOT_PEOPLE: a business has exactly one owner; make the others admin')
  }
  if (new Set(ours.map(({ externalId }) => externalId)).size < ours.length) {
    throw new Error('OWNER_BOT_PEOPLE: the same person stands twice; leave one')
  }
  return people
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error('OWNER_BOT_PEOPLE: this is no JSON; write it as 2001:owner,2005:admin')
  }
}

const asPairs = (text: string): unknown =>
  text
    .split(',')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [externalId, role, ...more] = pair.split(':').map((part) => part.trim())
      return more.length > 0 ? pair : { externalId, role }
    })

/** Who of the business this Telegram user is; null for everybody else. */
export const personOf = (people: readonly OwnerPerson[], businessId: string, externalId: string): OwnerPerson | null =>
  people.find((person) => person.businessId === businessId && person.externalId === externalId) ?? null
