import type { MessageEntity } from '@grammyjs/types'
import type { FormattedText } from './entities'
import { badRequest } from './errors'
import { checkedLink } from './links'

interface OpenTag {
  readonly name: string
  readonly argument: string
  readonly offset: number
}

const plainTags: Record<string, 'bold' | 'italic' | 'underline' | 'strikethrough' | 'spoiler'> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
}
const otherTags = new Set(['a', 'pre', 'code', 'blockquote', 'tg-emoji', 'tg-time'])
const namedCharacters: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' }
const isSpace = (character: string) => character === '' || ' \t\r\n\v\0'.includes(character)

/**
 * Parses Telegram's HTML. Faults are worded as the real server words them (tdlib, MessageEntity.cpp), with byte
 * offsets, so that a bot's tests can match on them. Throws BotApiError 400.
 */
export function parseHtml(source: string): FormattedText {
  return new HtmlReader(source).read()
}

class HtmlReader {
  private at = 0
  private text = ''
  private readonly entities: MessageEntity[] = []
  private readonly open: OpenTag[] = []

  constructor(private readonly source: string) {}

  read(): FormattedText {
    while (this.at < this.source.length) {
      const character = this.peek()
      if (character === '&') this.text += this.character()
      else if (character !== '<') {
        this.text += character
        this.at++
      } else if (this.source.charAt(this.at + 1) === '/') this.endTag()
      else this.startTag()
    }
    const unclosed = this.open.at(-1)
    if (unclosed) throw this.fault(`Can't find end tag corresponding to start tag "${unclosed.name}"`)
    // A language is kept on `code` only until its `pre` closes around it.
    return { text: this.text, entities: this.entities.map(withoutStrayLanguage) }
  }

  private startTag(): void {
    const begin = this.at++
    const name = this.while((character) => !isSpace(character) && character !== '>').toLowerCase()
    if (this.ended) throw this.fault(`Unclosed start tag at byte offset ${this.bytes(begin)}`)
    if (!Object.hasOwn(plainTags, name) && !otherTags.has(name)) {
      throw this.fault(`Unsupported start tag "${name}" at byte offset ${this.bytes(begin)}`)
    }
    let argument = ''
    for (;;) {
      this.skipSpace()
      if (this.peek() === '>') break
      if (this.ended) throw this.fault(`Unclosed start tag "${name}" at byte offset ${this.bytes(begin)}`)
      const attribute = this.attribute(name, begin)
      argument = argumentOf(name, attribute) ?? argument
    }
    this.at++
    if (name === 'span' && argument !== 'spoiler') {
      throw this.fault(`Tag "span" must have class "tg-spoiler" at byte offset ${this.bytes(begin)}`)
    }
    this.open.push({ name, argument, offset: this.text.length })
  }

  private attribute(tag: string, begin: number): { name: string; value: string } {
    const name = this.while((character) => !isSpace(character) && !`=>/"'`.includes(character))
    if (name === '') {
      throw this.fault(`Empty attribute name in the tag "${tag}" at byte offset ${this.bytes(begin)}`)
    }
    this.skipSpace()
    if (this.peek() !== '=') return { name, value: '' }
    this.at++
    this.skipSpace()
    const quote = this.peek()
    if (quote !== '"' && quote !== "'") {
      const tokenBegin = this.at
      const value = this.while((character) => /[A-Za-z0-9.-]/.test(character)).toLowerCase()
      if (!isSpace(this.peek()) && this.peek() !== '>') {
        throw this.fault(`Unexpected end of name token at byte offset ${this.bytes(tokenBegin)}`)
      }
      return { name, value }
    }
    this.at++
    let value = ''
    while (!this.ended && this.peek() !== quote) {
      value += this.peek() === '&' ? this.character() : this.source.charAt(this.at++)
    }
    if (this.ended) throw this.fault(`Unclosed start tag at byte offset ${this.bytes(begin)}`)
    this.at++
    return { name, value }
  }

  private endTag(): void {
    const begin = this.at
    const tag = this.open.at(-1)
    if (!tag) throw this.fault(`Unexpected end tag at byte offset ${this.bytes(begin)}`)
    this.at += 2
    const name = this.while((character) => !isSpace(character) && character !== '>').toLowerCase()
    this.skipSpace()
    if (this.peek() !== '>') throw this.fault(`Unclosed end tag at byte offset ${this.bytes(begin)}`)
    if (name !== '' && name !== tag.name) {
      const said = `expected "</${tag.name}>", found "</${name}>"`
      throw this.fault(`Unmatched end tag at byte offset ${this.bytes(begin)}, ${said}`)
    }
    this.at++
    this.open.pop()
    const length = this.text.length - tag.offset
    if (length > 0) this.close(tag, length)
  }

  private close({ name, argument, offset }: OpenTag, length: number): void {
    const plain = plainTags[name]
    if (plain) return void this.entities.push({ type: plain, offset, length })
    const last = this.entities.at(-1)
    const wraps = last?.offset === offset && last.length === length
    if (name === 'a') {
      const target = argument === '' ? this.text.slice(offset) : argument
      const url = checkedLink(target)
      // A link that is no link is shown as plain text: the real server says nothing either.
      if (url.ok) this.entities.push({ type: 'text_link', offset, length, url: url.link })
    } else if (name === 'code') {
      if (last?.type === 'pre' && wraps && argument !== '') last.language = argument
      else
        this.entities.push({ type: 'code', offset, length, ...(argument && { language: argument }) } as MessageEntity)
    } else if (name === 'pre') {
      if (last?.type === 'code' && wraps && 'language' in last) {
        this.entities.pop()
        this.entities.push({ type: 'pre', offset, length, language: String(last.language) })
      } else this.entities.push({ type: 'pre', offset, length })
    } else if (name === 'blockquote') {
      this.entities.push({ type: argument === '' ? 'blockquote' : 'expandable_blockquote', offset, length })
    } else if (name === 'tg-emoji') {
      if (!/^[1-9]\d{0,19}$/.test(argument)) throw this.fault('Invalid custom emoji identifier specified')
      this.entities.push({ type: 'custom_emoji', offset, length, custom_emoji_id: argument })
    }
  }

  /** One character after an `&`; an unknown reference stays as it is written. */
  private character(): string {
    const match = /^&(?:#x([0-9a-fA-F]{1,8})|#(\d{1,8})|([a-zA-Z]+));?/.exec(this.source.slice(this.at, this.at + 16))
    const [whole, hex, decimal, name] = match ?? []
    const code = hex !== undefined ? parseInt(hex, 16) : Number(decimal ?? NaN)
    const decoded =
      name !== undefined && Object.hasOwn(namedCharacters, name)
        ? namedCharacters[name]
        : code > 0 && code < 0x10ffff
          ? String.fromCodePoint(code)
          : undefined
    if (whole === undefined || decoded === undefined) return this.source.charAt(this.at++)
    this.at += whole.length
    return decoded
  }

  private get ended(): boolean {
    return this.at >= this.source.length
  }

  private peek(): string {
    return this.source.charAt(this.at)
  }

  private while(wanted: (character: string) => boolean): string {
    const begin = this.at
    while (!this.ended && wanted(this.peek())) this.at++
    return this.source.slice(begin, this.at)
  }

  private skipSpace(): void {
    this.while(isSpace)
  }

  private bytes(offset: number): number {
    return Buffer.byteLength(this.source.slice(0, offset))
  }

  private fault(text: string) {
    return badRequest(`can't parse entities: ${text}`)
  }
}

function withoutStrayLanguage(entity: MessageEntity): MessageEntity {
  return entity.type === 'code' ? { type: 'code', offset: entity.offset, length: entity.length } : entity
}

function argumentOf(tag: string, { name, value }: { name: string; value: string }): string | undefined {
  if (tag === 'a' && name === 'href') return value
  if (tag === 'code' && name === 'class' && value.startsWith('language-')) return value.slice('language-'.length)
  if (tag === 'span' && name === 'class' && value.startsWith('tg-')) return value.slice('tg-'.length)
  if (tag === 'tg-emoji' && name === 'emoji-id') return value
  if (tag === 'blockquote' && name === 'expandable') return '1'
  return undefined
}
