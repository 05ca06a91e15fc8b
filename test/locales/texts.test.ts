import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { localeSource } from '../../locales/files'
import { escapeHtml, personLink } from '../../locales/html'
import { langOf, languages, textsIn } from '../../locales/texts'
import { deadline, items, moment } from '../../locales/wording'
import { keysSource, messagesOf } from '../../locales/write-keys'

const root = join(__dirname, '../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const messages = {
  ru: messagesOf(localeSource('ru')),
  uz: messagesOf(localeSource('uz')),
  en: messagesOf(localeSource('en')),
}
const keys = [...messages.en.keys()]

describe('the three languages', () => {
  test.each(languages)('%s parses and has every key', (lang) => {
    expect(() => textsIn(lang)).not.toThrow()
    expect([...messages[lang].keys()].sort()).toEqual([...keys].sort())
  })

  test.each(keys)('%s takes the same variables in each', (key) => {
    const variables = languages.map((lang) => [...(messages[lang].get(key) ?? [])].sort())
    expect(variables).toEqual([variables[2], variables[2], variables[2]])
  })

  test.each(languages)('%s formats every key, with every variant', (lang) => {
    const format = textsIn(lang) as unknown as Record<'plain' | 'html', (key: string, args: object) => unknown>
    for (const key of keys) {
      for (const value of [0, 1, 2, 5, 'keep', 'preorder', 'stars']) {
        const args = Object.fromEntries((messages[lang].get(key) ?? []).map((name) => [name, value]))
        const kind = /^(btn|toast|plain)-/.test(key) ? 'plain' : 'html'
        expect(() => format[kind](key, args)).not.toThrow()
      }
    }
  })

  test('the keys that the compiler knows are those of the files', () => {
    expect(read('locales/keys.ts')).toBe(keysSource(localeSource('en')))
  })

  test.each(languages)('%s: texts without markup have none, and answers to presses fit', (lang) => {
    for (const [key, text] of sourceTexts(lang)) {
      if (/^(btn|toast|plain)-/.test(key)) expect(`${key}: ${text}`).not.toMatch(/<\/?[a-z]/)
      // Telegram shows 200 characters; 40 are for what is put in.
      if (key.startsWith('toast-')) expect({ key, fits: text.length <= 160 }).toEqual({ key, fits: true })
    }
  })

  test('Uzbek is written with its own letters', () => {
    for (const [key, text] of sourceTexts('uz')) expect(`${key}: ${text}`).not.toMatch(/[oOgG]['’`‘]/)
  })
})

test('every key is used, and every key that is used exists', () => {
  const source = ['bots', 'activities', 'telegram', 'locales', 'api', 'web'].flatMap(sourcesIn).map(read).join('\n')
  const unused = keys.filter((key) => !isUsed(key, source))
  expect(unused).toEqual([])
})

describe('putting things into texts', () => {
  test('names are escaped in HTML and left alone elsewhere', () => {
    const t = textsIn('en')
    expect(t.html('start', { name: '<b>&"', shop: 'A & B' }).value).toContain('Hello, &lt;b&gt;&amp;"!')
    expect(t.html('start', { name: 'x', shop: 'A & B' }).value).toContain('<b>A &amp; B</b>')
    expect(t.plain('btn-product', { emoji: '🌹', name: 'A & B', price: '1' })).toBe('🌹 A & B · 1')
    expect(escapeHtml('a < b > c & d')).toBe('a &lt; b &gt; c &amp; d')
  })

  test('a piece that is HTML already is not escaped again', () => {
    const link = personLink('<i>Ann</i>', '42')
    expect(link.value).toBe('<a href="tg://user?id=42">&lt;i&gt;Ann&lt;/i&gt;</a>')
    expect(textsIn('en').html('courier-offer', { number: '1', items: 'x', buyer: link }).value).toContain(link.value)
    expect(personLink('Ann', '"><script>').value).toBe('Ann')
  })

  test('a missing variable is a fault, not a hole in the text', () => {
    const t = textsIn('ru') as unknown as { html(key: string, args: object): unknown }
    expect(() => t.html('order-cancelled', {})).toThrow(/number/)
    expect(() => t.html('no-such-key', {})).toThrow('locales/ru.ftl has no no-such-key')
  })

  test.each([
    ['ru', 'ru'],
    ['ru-RU', 'ru'],
    ['uz-Latn', 'uz'],
    ['EN', 'en'],
    ['de', 'ru'],
    [undefined, 'ru'],
  ])('an app in %s is spoken to in %s', (code, lang) => {
    expect(langOf(code)).toBe(lang)
  })
})

describe('moments', () => {
  const at = new Date('2026-11-21T13:05:09Z')
  test.each([
    ['ru', '21 ноября, 18:05'],
    ['uz', '21-noyabr, 18:05'],
    ['en', '21 November, 18:05'],
  ] as const)('in %s, in the zone of the shop', (lang, words) => {
    expect(moment(textsIn(lang), at, 'Asia/Tashkent')).toBe(words)
  })

  test('a term of minutes shows its seconds', () => {
    const t = textsIn('en')
    const openedAt = new Date(at.getTime() - 90_000)
    expect(deadline(t, { openedAt, expiresAt: at }, 'Asia/Tashkent')).toBe('21 November, 18:05:09')
    expect(deadline(t, { openedAt: new Date(0), expiresAt: at }, 'Asia/Tashkent')).toBe('21 November, 18:05')
  })

  test('items are named in the language and counted from two', () => {
    const names = { ru: 'Роза', uz: 'Atirgul', en: 'Rose' }
    const lines = [
      { names, quantity: 3 },
      { names, quantity: 1 },
    ]
    expect(items(textsIn('uz'), lines)).toBe('Atirgul × 3, Atirgul')
  })
})

function sourceTexts(lang: 'ru' | 'uz' | 'en'): [string, string][] {
  return localeSource(lang)
    .split(/\n(?=[a-z])/)
    .flatMap((block): [string, string][] => {
      const [, key, text] = /^([a-z][\w-]*) =([\s\S]*)$/.exec(block.replace(/\n#.*$/gm, '')) ?? []
      return key ? [[key, (text ?? '').trim()]] : []
    })
}

function sourcesIn(folder: string): string[] {
  try {
    return (readdirSync(join(root, folder), { recursive: true }) as string[])
      .filter((name) => /\.tsx?$/.test(name) && name !== 'keys.ts')
      .map((name) => `${folder}/${name}`)
  } catch {
    return []
  }
}

/** A key is used where it stands in quotes, or where a template fits it: `plain-state-${order.state}`. */
function isUsed(key: string, source: string): boolean {
  if (source.includes(`'${key}'`)) return true
  return [...source.matchAll(/`([a-z]+-[\w-]*)\$\{[^}`]*\}([\w-]*)`/g)].some(
    ([, before = '', after = '']) => key.startsWith(before) && key.endsWith(after),
  )
}
