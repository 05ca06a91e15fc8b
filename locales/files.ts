import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What people read from: the shop's bot and its notices, its subscriptions, what staff do with them, codes and tickets, what
 * is compared and repaired, and the owner-bot. Their keys are one set.
 */
const surfaces = [
  '',
  'subscriptions.',
  'staff-subscriptions.',
  'codes.',
  'operations.',
  'owner.',
  'owner-subscriptions.',
] as const

export interface LocaleFile {
  /** For messages about faults: `owner.ru.ftl`. */
  readonly name: string
  readonly ftl: string
}

/** The Fluent files of a language, one for each surface. */
export const localeFiles = (lang: 'ru' | 'uz' | 'en'): LocaleFile[] =>
  surfaces
    .map((surface) => `${surface}${lang}.ftl`)
    .map((name) => ({ name, ftl: readFileSync(join(__dirname, name), 'utf8') }))

/** Everything of a language as one text, as the keys are written from it. */
export const localeSource = (lang: 'ru' | 'uz' | 'en') =>
  localeFiles(lang)
    .map(({ ftl }) => ftl)
    .join('\n')
