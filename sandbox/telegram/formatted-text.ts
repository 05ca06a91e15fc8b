import { lengthOf, trimmed, withFoundEntities, type FormattedText } from './entities'
import { badRequest } from './errors'
import { parseHtml } from './html'
import { checkedLink } from './links'
import type { Params } from './params'
import type { MessageEntity } from '@grammyjs/types'

const longestText = 4096
const longestCaption = 1024
const longestSource = 1 << 15

/** The text of sendMessage and editMessageText: 1-4096 characters once the markup has been read. */
export function messageText(params: Params): FormattedText {
  const formatted = formattedText(params, 'text', 'entities')
  if (formatted.text === '') throw badRequest('Message text is empty')
  if (lengthOf(formatted.text) > longestText) throw badRequest('Message is too long')
  return formatted
}

/** A caption: 0-1024 characters once the markup has been read. */
export function caption(params: Params): FormattedText {
  const formatted = formattedText(params, 'caption', 'caption_entities')
  if (lengthOf(formatted.text) > longestCaption) throw badRequest('Message caption is too long')
  return formatted
}

function formattedText(params: Params, textName: string, entitiesName: string): FormattedText {
  const source = params.string(textName)
  if (Buffer.byteLength(source) > longestSource) throw badRequest('Text is too long')
  const mode = params.string('parse_mode').toLowerCase()
  if (source === '') return { text: '', entities: [] }
  return withFoundEntities(trimmed(read(source, mode, params, entitiesName)))
}

function read(source: string, mode: string, params: Params, entitiesName: string): FormattedText {
  if (mode === 'html') return parseHtml(source)
  if (mode === 'markdown' || mode === 'markdownv2') {
    throw badRequest('the sandbox reads parse_mode HTML only; write HTML or pass entities')
  }
  if (mode !== '' && mode !== 'none') throw badRequest('Unsupported parse_mode')
  return { text: source, entities: givenEntities(params, entitiesName, source.length) }
}

const entityTypes = new Set<string>([
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'blockquote',
  'expandable_blockquote',
  'code',
  'pre',
  'text_link',
  'text_mention',
  'custom_emoji',
])

function givenEntities(params: Params, name: string, length: number): MessageEntity[] {
  const value = params.json(name, "Can't parse entities JSON object")
  if (!Array.isArray(value)) return []
  return value.flatMap((entity: unknown): MessageEntity[] => {
    if (!isEntity(entity)) throw badRequest("Can't parse MessageEntity: expected an Object")
    // The real server takes the rest from the text itself and ignores what it does not know.
    if (!entityTypes.has(entity.type)) return []
    if (entity.offset < 0 || entity.length < 0 || entity.offset + entity.length > length) {
      throw badRequest(`Entity beginning at UTF-16 offset ${entity.offset} ends after the end of the text`)
    }
    if (entity.type === 'text_link') {
      const url = checkedLink(entity.url)
      return url.ok ? [{ ...entity, url: url.link }] : []
    }
    return entity.length > 0 ? [entity] : []
  })
}

function isEntity(value: unknown): value is MessageEntity {
  if (typeof value !== 'object' || value === null) return false
  const { type, offset, length, url } = value as Record<string, unknown>
  if (typeof type !== 'string' || !Number.isInteger(offset) || !Number.isInteger(length)) return false
  return type !== 'text_link' || typeof url === 'string'
}
