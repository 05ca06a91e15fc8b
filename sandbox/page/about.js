import { api } from './api.js'
import { sheet, toast } from './dialogs.js'
import { avatar, el, fill } from './dom.js'
import { countOf, dateOf, kindNames, seatNames } from './format.js'

/** What a test may take from a bot or give back. */
const switches = [
  ['can_invite_users', 'Invite people'],
  ['can_restrict_members', 'Remove people'],
  ['can_post_messages', 'Post messages'],
]

/** A group or channel: who is in it, who waits, and what its owner could do to it. */
export async function aboutChat(view, { me, leave }) {
  const chatId = Number(view.chat)
  const [first, firstMembers] = await Promise.all([api.sharedChat(chatId), api.members(chatId)])
  let openRow
  let panelIsOpen = false
  sheet({ label: `About ${view.title}`, kind: 'tall' }, (close) => {
    const body = el('div', { class: 'sheet-body about' })
    const refresh = async () => {
      const [chat, members] = await Promise.all([api.sharedChat(chatId), api.members(chatId)])
      draw(chat, members)
    }
    /** Does it, then shows what it changed; `isLast` closes the sheet instead. */
    const act = async (what, isLast = false) => {
      try {
        await what()
        if (isLast) close()
        else await refresh()
      } catch (error) {
        toast(error.message, 'bad')
      }
    }
    const draw = (chat, members) => {
      const mine = members.find((member) => member.id === me.id)
      const scrolled = body.parentElement?.scrollTop ?? 0
      fill(
        body,
        head(chat, mine),
        chat.requests.length > 0 && section('Requests to join', requestRows(chat, act)),
        section(
          chat.kind === 'channel' ? 'Subscribers' : 'Members',
          members.map((member) => memberRow(chat, member, { me, act, isOpen: openRow === member.id, toggle })),
          chat.memberCount > members.length && el('p', { class: 'muted' }, `${chat.memberCount} in all`),
        ),
        operatorPanel(chat, act, { isOpen: panelIsOpen, toggled: (isOpen) => (panelIsOpen = isOpen) }),
        el(
          'div',
          { class: 'sheet-actions' },
          mine &&
            mine.status !== 'creator' &&
            button(`Leave ${kindNames[chat.kind].toLowerCase()}`, 'danger', () =>
              act(() => api.leave(me.id, chatId).then(leave), true),
            ),
          button('Close', '', close),
        ),
      )
      if (body.parentElement) body.parentElement.scrollTop = scrolled
      function toggle(id) {
        openRow = openRow === id ? undefined : id
        draw(chat, members)
      }
    }
    draw(first, firstMembers)
    return body
  })
}

const button = (label, kind, onclick, more = {}) =>
  el('button', { class: kind, type: 'button', onclick, ...more }, label)

const section = (title, ...content) =>
  el('section', { 'aria-label': title }, el('h3', {}, title), el('div', { class: 'rows' }, content))

function head(chat, mine) {
  return el(
    'div',
    { class: 'chat-card' },
    avatar(chat.title, chat.chatId, 'large'),
    el('h2', {}, chat.title),
    el('p', { class: 'muted' }, `${kindNames[chat.kind]} · ${countOf(chat)} · id ${chat.chatId}`),
    mine && el('p', { class: 'chip' }, `You: ${seatNames[mine.status].toLowerCase()}`),
  )
}

function requestRows(chat, act) {
  return chat.requests.map((request) =>
    el(
      'div',
      { class: 'row-group' },
      el(
        'div',
        { class: 'row' },
        avatar(request.name, request.userId, 'small'),
        el(
          'span',
          { class: 'row-lines' },
          el('b', {}, request.name),
          el('span', { class: 'muted' }, `id ${request.userId}${request.link ? '' : ', without a link'}`),
        ),
      ),
      el(
        'div',
        { class: 'row-actions' },
        button('Approve', 'pill strong', () => act(() => api.settle(chat.chatId, request.userId, 'approve'))),
        button('Decline', 'pill', () => act(() => api.settle(chat.chatId, request.userId, 'decline'))),
      ),
    ),
  )
}

function memberRow(chat, member, { me, act, isOpen, toggle }) {
  const isFixed = member.isBot || member.status === 'creator'
  const until = member.untilDate ? ` until ${dateOf(member.untilDate)}` : ''
  const lines = [
    avatar(member.name, member.id, 'small'),
    el(
      'span',
      { class: 'row-lines' },
      el('b', {}, member.name, member.id === me.id && ' (you)'),
      el('span', { class: 'muted' }, member.isBot ? 'bot' : `id ${member.id}`),
    ),
    el('span', { class: `chip ${member.status}` }, `${seatNames[member.status]}${until}`),
  ]
  if (isFixed) return el('div', { class: 'row' }, lines)
  const seat = (status) => () => act(() => api.seat(chat.chatId, member.id, { status }))
  return el(
    'div',
    { class: 'row-group' },
    button(lines, 'row', () => toggle(member.id), { 'aria-expanded': String(isOpen) }),
    isOpen &&
      el(
        'div',
        { class: 'row-actions', role: 'group', 'aria-label': `What happens to ${member.name}` },
        member.status === 'administrator'
          ? button('Demote', 'pill', seat('member'))
          : member.status !== 'kicked' && button('Promote', 'pill', seat('administrator')),
        member.status === 'kicked'
          ? button('Lift the ban', 'pill', seat('left'))
          : [button('Leaves', 'pill', seat('left')), button('Ban', 'pill danger', seat('kicked'))],
      ),
  )
}

/** What only a test needs: the bot loses rights or its place, the chat goes away. */
function operatorPanel(chat, act, { isOpen, toggled }) {
  return el(
    'details',
    { class: 'operator', open: isOpen, ontoggle: (event) => toggled(event.target.open) },
    el('summary', {}, 'Test actions'),
    chat.bots.map((bot) => botPanel(chat, bot, act)),
    el(
      'div',
      { class: 'row-actions' },
      chat.kind === 'group' && button('Becomes a supergroup', 'pill', () => act(() => api.migrate(chat.chatId), true)),
      button(`Delete the ${kindNames[chat.kind].toLowerCase()}`, 'pill danger', () =>
        act(() => api.removeChat(chat.chatId), true),
      ),
    ),
  )
}

function botPanel(chat, bot, act) {
  const rights = (change) => () => act(() => api.botRights(chat.chatId, bot.username, change))
  const isThere = bot.status === 'administrator'
  return el(
    'div',
    { class: 'bot-panel' },
    el('p', {}, el('b', {}, `@${bot.username}`), el('span', { class: `chip ${bot.status}` }, seatNames[bot.status])),
    isThere &&
      switches
        .filter(([right]) => chat.kind === 'channel' || right !== 'can_post_messages')
        .map(([right, label]) =>
          el(
            'label',
            { class: 'switch' },
            el('input', {
              type: 'checkbox',
              role: 'switch',
              checked: bot.rights[right],
              onchange: rights({ [right]: !bot.rights[right] }),
            }),
            label,
          ),
        ),
    isThere
      ? button('Remove the bot', 'pill danger', () => act(() => api.removeBot(chat.chatId, bot.username)))
      : button('Put the bot back', 'pill', rights({})),
  )
}
