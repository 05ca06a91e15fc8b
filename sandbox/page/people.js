import { avatar, el, fill } from './dom.js'
import { roleNames } from './format.js'

/** The strip of people: whose phone this is. */
export function showPeople(element, { people, me, choose }) {
  fill(
    element,
    shown(people, me).map((person) =>
      el(
        'button',
        {
          class: `person ${person.id === me?.id ? 'chosen' : ''}`,
          type: 'button',
          'aria-pressed': String(person.id === me?.id),
          'aria-label': `${person.name}, ${roleNames[person.role]}`,
          title: `${person.name}, ${roleNames[person.role]}`,
          onclick: () => choose(person.id),
        },
        el(
          'span',
          { class: 'portrait' },
          avatar(person.name, person.id),
          person.unread > 0 && el('span', { class: 'badge' }, person.unread > 99 ? '99+' : person.unread),
        ),
        el('span', { class: 'person-name' }, person.name.split(' ')[0]),
        el('span', { class: 'person-role' }, roleNames[person.role]),
      ),
    ),
  )
}

const mostShown = 60

/** In a crowd the first ones, and whoever was chosen. */
function shown(people, me) {
  const first = people.slice(0, mostShown)
  return me && !first.some((person) => person.id === me.id) ? [me, ...first] : first
}
