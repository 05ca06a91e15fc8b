import type { MessageEntity } from '@grammyjs/types'

export interface FormattedText {
  readonly text: string
  readonly entities: MessageEntity[]
}

const patterns: readonly { type: 'bot_command' | 'mention' | 'url' | 'email'; pattern: RegExp }[] = [
  {
    type: 'bot_command',
    pattern: /(?<=^|[^\p{L}\p{N}_/<>])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![A-Za-z0-9_/<>])/gu,
  },
  { type: 'url', pattern: /https?:\/\/[^\s<>"]+[^\s<>".,!?:;)\]]/gu },
  { type: 'email', pattern: /[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/gu },
  { type: 'mention', pattern: /(?<=^|[^\p{L}\p{N}_@/.])@[A-Za-z0-9_]{4,32}(?![A-Za-z0-9_])/gu },
]

/**
 * Adds what Telegram finds by itself: commands, links, mentions. A bot library routes `/start` by this entity and not
 * by the text, so a message without it would never reach its handler.
 */
export function withFoundEntities({ text, entities }: FormattedText): FormattedText {
  const found: MessageEntity[] = []
  const taken = (start: number, end: number) =>
    [...entities, ...found].some(
      (entity) => hidesLinks.has(entity.type) && start < entity.offset + entity.length && end > entity.offset,
    )
  for (const { type, pattern } of patterns) {
    for (const match of text.matchAll(pattern)) {
      if (!taken(match.index, match.index + match[0].length)) {
        found.push({ type, offset: match.index, length: match[0].length })
      }
    }
  }
  return { text, entities: sorted([...entities, ...found]) }
}

const hidesLinks = new Set<string>(['text_link', 'text_mention', 'code', 'pre', 'url', 'email', 'bot_command'])

/** Cuts white space from both ends, and the entities with it, as Telegram does. */
export function trimmed({ text, entities }: FormattedText): FormattedText {
  const start = text.length - text.trimStart().length
  const kept = text.trim()
  const fitted = entities.flatMap((entity) => {
    const from = Math.max(entity.offset - start, 0)
    const to = Math.min(entity.offset + entity.length - start, kept.length)
    return to > from ? [{ ...entity, offset: from, length: to - from }] : []
  })
  return { text: kept, entities: sorted(fitted) }
}

const sorted = (entities: MessageEntity[]) =>
  entities.toSorted((one, other) => one.offset - other.offset || other.length - one.length)

/** Length as Telegram counts it for its limits: characters, not UTF-16 units. */
export const lengthOf = (text: string) => Array.from(text).length
