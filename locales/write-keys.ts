import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { localeSource } from './files'

/** The messages of a Fluent file, each with the names of the variables it uses, both in the order of the file. */
export function messagesOf(ftl: string): Map<string, string[]> {
  const messages = new Map<string, string[]>()
  let current: string[] | undefined
  for (const line of ftl.split('\n')) {
    const key = /^([a-z][\w-]*) =/.exec(line)?.[1]
    if (key) {
      current = []
      if (messages.has(key)) throw new Error(`${key} stands twice`)
      messages.set(key, current)
    } else if (line.trim() !== '' && !line.startsWith(' ')) {
      current = undefined
    }
    for (const [, name] of line.matchAll(/\$(\w+)/g)) {
      if (current && name !== undefined && !current.includes(name)) current.push(name)
    }
  }
  return messages
}

/** The text of `locales/keys.ts`: what the compiler checks every use of a text against. */
export function keysSource(ftl: string): string {
  const entries = [...messagesOf(ftl)].map(([key, names]) => {
    const fields = names.length === 0 ? '{}' : `{ ${names.map((name) => `${name}: unknown`).join('; ')} }`
    return `  '${key}': ${fields}`
  })
  return [
    '// Written by `tsx locales/write-keys.ts` from the English files; a test compares the two. Do not edit.',
    '/* prettier-ignore */',
    'export interface TextArguments {',
    ...entries,
    '}',
    'export type TextKey = keyof TextArguments',
    '',
  ].join('\n')
}

if (require.main === module) {
  writeFileSync(join(__dirname, 'keys.ts'), keysSource(localeSource('en')))
}
