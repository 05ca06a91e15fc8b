import { chosenLang, mayTellStranger, writeAudit } from '../../db/owner/people'
import { langOf, textsIn, type Lang } from '../../locales/texts'
import type { OwnerDeps } from './deps'
import { personOf, type OwnerPerson } from './people'
import type { Talk } from './talk'

/** Who speaks, as Telegram vouches for them. */
export interface Speaker {
  readonly externalId: string
  /** The language of their app. */
  readonly languageCode: string | undefined
}

export interface Reader extends OwnerPerson {
  readonly speaks: Lang
}

const strangersToldEveryMs = 3_600_000

/** The owner or admin who speaks, with the language to answer in; null for everybody else. */
export async function readerOf(deps: OwnerDeps, speaker: Speaker): Promise<Reader | null> {
  const person = personOf(deps.people, deps.businessId, speaker.externalId)
  if (!person) return null
  const chosen = await chosenLang(deps.sql, deps.businessId, person.externalId)
  return { ...person, speaks: chosen ?? person.lang ?? langOf(speaker.languageCode) }
}

/** One polite line, at most once an hour; after that a stranger hears nothing, so that nobody can make the bot talk. */
export async function turnAway(deps: OwnerDeps, speaker: Speaker, talk: Talk): Promise<void> {
  const { sql, businessId } = deps
  const { externalId } = speaker
  const at = new Date(deps.now())
  const mayTell = await mayTellStranger(sql, businessId, { externalId, now: at, everyMs: strangersToldEveryMs })
  if (!mayTell) return talk.settle()
  await writeAudit(sql, businessId, { at, externalId, role: 'stranger', action: 'turned_away', detail: {} })
  await talk.settle()
  await talk.say(textsIn(langOf(speaker.languageCode)).html('owner-stranger'))
}
