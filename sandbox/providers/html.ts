const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => escapes[character] ?? character)

/** Markup that is safe to put into a page as it is. Only `html` makes it. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = string | number | bigint | Markup | undefined | false | readonly Part[]

/** Builds markup; every value that is not markup itself is escaped, so a hostile name stays a name. */
export function html(literals: TemplateStringsArray, ...values: readonly Part[]): Markup {
  return new Markup(literals.reduce((text, literal, index) => text + rendered(values[index - 1]) + literal))
}

function rendered(part: Part): string {
  if (part === undefined || part === false) return ''
  if (part instanceof Markup) return part.text
  if (typeof part === 'object') return part.map(rendered).join('')
  return escaped(String(part))
}

/** An address that may stand in a link: never `javascript:` or `data:`. */
export function safeHref(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  return ['http:', 'https:', 'tg:'].includes(new URL(url).protocol) ? url : undefined
}
