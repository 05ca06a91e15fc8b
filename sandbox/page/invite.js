import { api } from './api.js'
import { sheet, toast } from './dialogs.js'
import { avatar, el, fill } from './dom.js'
import { countOf, kindNames } from './format.js'

const askAgainMs = 700

/** What an invite link opens: join, request to join, or why neither. */
export async function openInvite(link, { me, goTo }) {
  const first = await api.invite(me.id, link).catch(() => undefined)
  let timer
  const leave = () => clearTimeout(timer)
  sheet({ label: first ? `Invitation: ${first.title}` : 'Invitation', kind: 'small', onClose: leave }, (close) => {
    const body = el('div', { class: 'sheet-body invitation' })
    const draw = (invite) => {
      fill(body, card(invite), el('p', { class: 'muted centre', role: 'status' }, explained(invite)), actions(invite))
      if (invite.state === 'requested') timer = setTimeout(() => void look(), askAgainMs)
    }
    const look = async () => {
      const invite = await api.invite(me.id, link).catch(() => undefined)
      if (body.isConnected && invite) draw(invite)
    }
    const actions = (invite) =>
      el(
        'div',
        { class: 'sheet-actions' },
        invite.state === 'open' && action(invite.needsApproval ? 'Request to join' : joinLabel(invite), () => join()),
        invite.state === 'member' && action(`Open ${kindNames[invite.kind].toLowerCase()}`, () => open(invite)),
        el('button', { type: 'button', onclick: close }, invite.state === 'open' ? 'Cancel' : 'Close'),
      )
    const join = async () => {
      try {
        const { outcome, chatId } = await api.join(me.id, link)
        if (outcome === 'joined') return open({ chatId })
        await look()
      } catch (error) {
        toast(error.message, 'bad')
      }
    }
    const open = ({ chatId }) => {
      close()
      goTo(String(chatId))
    }
    if (first) draw(first)
    else fill(body, el('h2', { class: 'centre' }, 'Invalid invite link'), invalid(close))
    return body
  })
}

const joinLabel = (invite) => `Join ${kindNames[invite.kind].toLowerCase()}`

const action = (label, onclick) =>
  el('button', { class: 'primary', type: 'button', autofocus: true, onclick: () => void onclick() }, label)

function invalid(close) {
  return [
    el('p', { class: 'muted centre' }, 'There is no chat behind this link any more.'),
    el('div', { class: 'sheet-actions' }, el('button', { type: 'button', onclick: close }, 'Close')),
  ]
}

function card(invite) {
  return el(
    'div',
    { class: 'chat-card' },
    avatar(invite.title, invite.chatId, 'large'),
    el('h2', {}, invite.title),
    el('p', { class: 'muted' }, `Private ${kindNames[invite.kind].toLowerCase()} · ${countOf(invite)}`),
  )
}

function explained(invite) {
  switch (invite.state) {
    case 'requested':
      return 'Your request was sent. You will be let in once an administrator approves it.'
    case 'expired':
      return 'This invite link has expired.'
    case 'banned':
      return 'You were removed from this chat and cannot come back.'
    case 'member':
      return 'You are in.'
    default:
      return invite.needsApproval ? 'Administrators decide who joins.' : ''
  }
}
