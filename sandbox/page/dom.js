/**
 * Makes an element. Text is always set as text, never as markup: names and messages come from strangers.
 * @param {string} tag
 * @param {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} [attributes] `class`, `on<event>` handlers, `aria-*`, properties such as `value`
 * @param {...(Node | string | number | false | null | undefined | Array<unknown>)} children
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value)
    else if (properties.has(name)) element[name] = value
    else element.setAttribute(name, value === true ? '' : String(value))
  }
  append(element, children)
  return element
}

const properties = new Set(['value', 'checked', 'disabled', 'hidden'])

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === false || child === null || child === undefined || child === '') continue
    element.append(child instanceof Node ? child : String(child))
  }
}

/** Replaces everything inside an element. */
export function fill(element, ...children) {
  element.replaceChildren()
  append(element, children)
  return element
}

const paths = {
  back: 'M15 5l-7 7 7 7',
  send: 'M4 12l16-7-5 16-3.500-6.500z',
  menu: 'M12 5.500v.01M12 12v.01M12 18.500v.01',
  commands: 'M9 19L15 5',
  keyboard: 'M4 7h16v10H4zM8 11h.01M12 11h.01M16 11h.01M8.500 14h7',
  close: 'M6 6l12 12M18 6L6 18',
  out: 'M8 16L17 7M9.500 7H17v7.500',
  down: 'M6 9l6 6 6-6',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  copy: 'M9 9h10v10H9zM5 15V5h10',
  app: 'M5 5h14v14H5zM5 9.500h14',
  channel: 'M4 10v4h3l8 4.500V5.500L7 10zM18.500 9.500a4 4 0 0 1 0 5',
  group:
    'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3.500 19c0-3 2.500-5 5.500-5s5.500 2 5.500 5M16 5.500a3 3 0 0 1 0 5.500M17.500 14.500c2 .6 3.500 2.300 3.500 4.500',
  star: 'M12 3.600l2.560 5.340 5.840.78-4.270 4.060 1.060 5.820L12 16.770 6.810 19.600l1.060-5.820L3.600 9.720l5.840-.78z',
}

/** A small line picture. It never carries meaning alone: the element around it has the words. */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('class', `icon ${name}`)
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  path.setAttribute('d', paths[name])
  svg.append(path)
  return svg
}

/** A round picture made of initials, in a colour that stays with the id. */
export function avatar(name, id, size = '') {
  const initials = name
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => Array.from(word)[0])
    .join('')
    .toUpperCase()
  return el('span', { class: `avatar hue${hueOf(id)} ${size}`, 'aria-hidden': 'true' }, initials)
}

export function hueOf(id) {
  let sum = 0
  for (const character of String(id)) sum = (sum * 31 + character.codePointAt(0)) % 997
  return sum % 8
}
