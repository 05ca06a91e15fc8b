import { avatar, el, fill, icon } from './dom.js'
import { moneyText, roleNames, whenOf } from './format.js'

/** The list of chats of the chosen person, newest first. */
export function showChats(element, { me, chats, open, typing, online, showStars }) {
  const ordered = [...chats].sort((one, other) => (other.last?.date ?? 0) - (one.last?.date ?? 0))
  const scrolled = element.querySelector('.chat-list')?.scrollTop ?? 0
  fill(
    element,
    el(
      'header',
      { class: 'me' },
      el('div', {}, el('h1', {}, me.name), el('p', { class: 'muted' }, `${roleNames[me.role]} · id ${me.id}`)),
      el(
        'button',
        {
          class: 'wallet',
          type: 'button',
          'aria-label': `${moneyText(me.stars, 'XTR')}: subscriptions`,
          title: 'Star subscriptions',
          onclick: showStars,
        },
        icon('star'),
        me.stars.toLocaleString('ru-RU'),
      ),
    ),
    !online && el('p', { class: 'offline', role: 'alert' }, 'Reconnecting…'),
    el(
      'ul',
      { class: 'chat-list' },
      ordered.map((chat) => el('li', {}, row(chat, { me, open, typing }))),
    ),
    el(
      'footer',
      { class: 'cabinets' },
      el('a', { href: '/payme/cabinet', target: '_blank' }, 'Payme cabinet'),
      el('a', { href: '/click/cabinet', target: '_blank' }, 'Click cabinet'),
    ),
  )
  element.querySelector('.chat-list').scrollTop = scrolled
}

function row(chat, { me, open, typing }) {
  const isOpen = chat.chat === open
  const unread = chat.unread > 0 ? `, ${chat.unread} unread` : ''
  return el(
    'a',
    {
      class: `chat-row ${isOpen ? 'open' : ''}`,
      href: `#${me.id}/${chat.chat}`,
      'aria-current': isOpen ? 'true' : undefined,
      'aria-label': `${chat.title}${unread}`,
    },
    avatar(chat.title, chat.chat),
    el(
      'span',
      { class: 'chat-lines' },
      el(
        'span',
        { class: 'chat-top' },
        el('b', {}, kindMark(chat), chat.title),
        chat.last && el('time', {}, whenOf(chat.last.date)),
      ),
      el(
        'span',
        { class: 'chat-bottom' },
        typing.has(chat.chat) ? el('span', { class: 'typing' }, 'typing…') : lastLine(chat),
        chat.unread > 0 && el('span', { class: 'badge' }, chat.unread > 99 ? '99+' : chat.unread),
      ),
    ),
  )
}

/** Bots are the rule here; groups and channels are marked. */
function kindMark({ kind }) {
  if (kind === 'private') return false
  const mark = icon(kind === 'channel' ? 'channel' : 'group')
  mark.classList.add('kind-mark')
  return mark
}

function lastLine(chat) {
  if (chat.blocked) return el('span', { class: 'preview muted' }, 'Blocked')
  if (!chat.last)
    return el('span', { class: 'preview muted' }, chat.started ? 'No messages yet' : 'Press START to begin')
  const isVoiceless = chat.kind === 'private' || chat.kind === 'channel'
  const author = chat.last.mine ? 'You: ' : isVoiceless ? '' : `${chat.last.from.split(' ')[0]}: `
  return el('span', { class: 'preview' }, author && el('span', { class: 'author' }, author), chat.last.text)
}
