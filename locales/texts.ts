import { FluentBundle, FluentResource } from '@fluent/bundle'
import { localeFiles } from './files'
import { escapeHtml, Html } from './html'
import type { TextArguments, TextKey } from './keys'

export type Lang = 'ru' | 'uz' | 'en'
export const languages: readonly Lang[] = ['ru', 'uz', 'en']

/** Texts without markup: labels of buttons, answers to presses (at most 200 characters), titles of invoices. */
export type PlainKey = Extract<TextKey, `btn-${string}` | `toast-${string}` | `plain-${string}`>
export type HtmlKey = Exclude<TextKey, PlainKey>

type Value = string | number
type Rest<K extends TextKey, V> = [keyof TextArguments[K]] extends [never]
  ? []
  : [args: Readonly<Record<keyof TextArguments[K], V>>]

export interface Texts {
  readonly lang: Lang
  /** A message in Telegram's HTML; strings put into it are escaped, {@link Html} is not. */
  html<K extends HtmlKey>(key: K, ...args: Rest<K, Value | Html>): Html
  /** A text without markup. */
  plain<K extends PlainKey>(key: K, ...args: Rest<K, Value>): string
}

function load(lang: Lang): FluentBundle {
  // Isolation marks are for mixed directions; here they would only break links and sums that people copy.
  const bundle = new FluentBundle(lang, { useIsolating: false })
  for (const { name, ftl } of localeFiles(lang)) {
    const errors = bundle.addResource(new FluentResource(ftl))
    if (errors.length > 0) throw new AggregateError(errors, `locales/${name} does not parse, or repeats a key`)
  }
  return bundle
}

function textsOf(lang: Lang): Texts {
  const bundle = load(lang)
  const format = (key: TextKey, args: Record<string, Value>): string => {
    const pattern = bundle.getMessage(key)?.value
    if (!pattern) throw new Error(`locales/${lang}.ftl has no ${key}`)
    return bundle.formatPattern(pattern, args)
  }
  return {
    lang,
    html(key, ...rest) {
      const args = (rest[0] ?? {}) as Record<string, Value | Html>
      const safe = Object.entries(args).map(([name, value]): [string, Value] => {
        if (value instanceof Html) return [name, value.value]
        return [name, typeof value === 'string' ? escapeHtml(value) : value]
      })
      return new Html(format(key, Object.fromEntries(safe)))
    },
    plain: (key, ...rest) => format(key, (rest[0] ?? {}) as Record<string, Value>),
  }
}

const loaded = new Map<Lang, Texts>()

/** The texts of a language. Read once; a file that does not parse or a missing key throws. */
export function textsIn(lang: Lang): Texts {
  const texts = loaded.get(lang) ?? textsOf(lang)
  loaded.set(lang, texts)
  return texts
}

/** The language to speak to somebody whose app is in `code` (IETF); Russian where we do not know theirs. */
export function langOf(code: string | undefined): Lang {
  const primary = code?.toLowerCase().split('-')[0]
  return languages.find((lang) => lang === primary) ?? 'ru'
}
