import { el } from './dom.js'

const plain = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
}

/**
 * Turns a text and its entities into nodes. Offsets are UTF-16 units, which is what JavaScript strings have.
 * @param {{ onCommand: (text: string) => void, onLink: (url: string) => void, onMention: (name: string) => void }} on
 */
export function richText(text, entities, on) {
  const ordered = [...entities].sort((one, other) => one.offset - other.offset || other.length - one.length)
  return between(0, text.length, ordered)

  function between(start, end, inside) {
    const nodes = []
    let at = start
    for (let index = 0; index < inside.length; index++) {
      const entity = inside[index]
      const from = Math.max(entity.offset, at)
      const to = Math.min(entity.offset + entity.length, end)
      if (from >= to) continue
      if (from > at) nodes.push(text.slice(at, from))
      const within = inside.slice(index + 1).filter((other) => other.offset < to)
      nodes.push(wrap(entity, between(from, to, within), text.slice(from, to)))
      at = to
    }
    if (at < end) nodes.push(text.slice(at, end))
    return nodes
  }

  function wrap(entity, children, covered) {
    if (plain[entity.type]) return el(plain[entity.type], {}, children)
    switch (entity.type) {
      case 'expandable_blockquote':
        return expandable(children)
      case 'spoiler':
        return spoiler(children)
      case 'text_link':
        return link(entity.url, children)
      case 'url':
        return link(covered, children)
      case 'bot_command':
        return el('button', { class: 'link', type: 'button', onclick: () => on.onCommand(covered) }, children)
      case 'mention':
        return el('button', { class: 'link', type: 'button', onclick: () => on.onMention(covered.slice(1)) }, children)
      default:
        return el('span', {}, children)
    }
  }

  function link(url, children) {
    return el(
      'a',
      {
        href: /^(https?|tg):/i.test(url) ? url : '#',
        target: '_blank',
        rel: 'noopener noreferrer',
        onclick: (event) => {
          event.preventDefault()
          on.onLink(url)
        },
      },
      children,
    )
  }
}

function spoiler(children) {
  const hidden = el('button', { class: 'spoiler', type: 'button', 'aria-label': 'Show hidden text' })
  hidden.addEventListener('click', () => hidden.replaceWith(el('span', {}, children)))
  hidden.append(...children.map((child) => (child instanceof Node ? child.cloneNode(true) : child)))
  return hidden
}

function expandable(children) {
  const quote = el('blockquote', { class: 'folded' }, children)
  quote.addEventListener('click', () => quote.classList.toggle('folded'))
  return quote
}
