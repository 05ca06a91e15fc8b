import { withFoundEntities } from '../../sandbox/telegram/entities'
import { BotApiError } from '../../sandbox/telegram/errors'
import { parseHtml } from '../../sandbox/telegram/html'

const faultOf = (source: string): string => {
  try {
    parseHtml(source)
  } catch (error) {
    if (error instanceof BotApiError) return error.description
  }
  throw new Error(`no fault in ${source}`)
}

describe("Telegram's HTML", () => {
  it.each([
    ['<b>a</b>', 'a', [{ type: 'bold', offset: 0, length: 1 }]],
    ['x <i>y</i>', 'x y', [{ type: 'italic', offset: 2, length: 1 }]],
    [
      '<u>a</u><s>b</s>',
      'ab',
      [
        { type: 'underline', offset: 0, length: 1 },
        { type: 'strikethrough', offset: 1, length: 1 },
      ],
    ],
    ['<tg-spoiler>a</tg-spoiler>', 'a', [{ type: 'spoiler', offset: 0, length: 1 }]],
    ['<span class="tg-spoiler">a</span>', 'a', [{ type: 'spoiler', offset: 0, length: 1 }]],
    ['&lt;b&gt; &amp;&quot;', '<b> &"', []],
    ['&nbsp; &#x41;&#66;', '&nbsp; AB', []],
    [
      '<a href="https://a.uz/?x=1&amp;y=2">z</a>',
      'z',
      [{ type: 'text_link', offset: 0, length: 1, url: 'https://a.uz/?x=1&y=2' }],
    ],
    ['<a href="javascript:alert(1)">z</a>', 'z', []],
    ['<code>c</code>', 'c', [{ type: 'code', offset: 0, length: 1 }]],
    ['<pre><code class="language-ts">c</code></pre>', 'c', [{ type: 'pre', offset: 0, length: 1, language: 'ts' }]],
    ['<blockquote expandable>q</blockquote>', 'q', [{ type: 'expandable_blockquote', offset: 0, length: 1 }]],
    ['<b></b>a', 'a', []],
    ['<B>a</b>', 'a', [{ type: 'bold', offset: 0, length: 1 }]],
  ])('reads %s', (source, text, entities) => {
    expect(parseHtml(source)).toEqual({ text, entities })
  })

  it('counts offsets in UTF-16 units, as the Bot API does', () => {
    expect(parseHtml('🌷<b>гул</b>').entities).toEqual([{ type: 'bold', offset: 2, length: 3 }])
  })

  it.each([
    ['<b>a', `can't parse entities: Can't find end tag corresponding to start tag "b"`],
    ['a</b>', "can't parse entities: Unexpected end tag at byte offset 1"],
    ['<b>a</i>', `can't parse entities: Unmatched end tag at byte offset 4, expected "</b>", found "</i>"`],
    ['<div>a</div>', `can't parse entities: Unsupported start tag "div" at byte offset 0`],
    ['яя<br>', `can't parse entities: Unsupported start tag "br" at byte offset 4`],
    ['1 < 2', `can't parse entities: Unsupported start tag "" at byte offset 2`],
    ['<b', "can't parse entities: Unclosed start tag at byte offset 0"],
    ['<span>a</span>', `can't parse entities: Tag "span" must have class "tg-spoiler" at byte offset 0`],
    ['<a href="x', "can't parse entities: Unclosed start tag at byte offset 0"],
    ['<b>a</b', "can't parse entities: Unclosed end tag at byte offset 4"],
  ])('refuses %s in the words of the real server', (source, fault) => {
    expect(faultOf(source)).toBe(`Bad Request: ${fault}`)
  })

  it('finds commands, mentions and links by itself, and none inside code or tags', () => {
    const found = (text: string) => withFoundEntities({ text, entities: [] }).entities
    expect(found('/start abc')).toEqual([{ type: 'bot_command', offset: 0, length: 6 }])
    expect(found('see /orders@demo_shop_bot')).toEqual([{ type: 'bot_command', offset: 4, length: 21 }])
    expect(found('a/b </b> //')).toEqual([])
    expect(found('@demo_shop_bot https://a.uz/x.')).toEqual([
      { type: 'mention', offset: 0, length: 14 },
      { type: 'url', offset: 15, length: 14 },
    ])
    const code = { text: '/start', entities: [{ type: 'code' as const, offset: 0, length: 6 }] }
    expect(withFoundEntities(code).entities).toEqual(code.entities)
  })
})
