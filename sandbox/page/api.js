/** The sandbox said no; `message` is what to show. */
export class Refused extends Error {}

async function ask(method, path, body) {
  let response
  try {
    response = await fetch(`/control${path}`, {
      method,
      ...(method === 'POST' && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) }),
    })
  } catch {
    throw new Refused('The sandbox does not answer. Is it still running?')
  }
  const answer = await response.json()
  if (!response.ok) throw new Refused(answer.title ?? `The sandbox answered ${response.status}`)
  return answer
}

const at = (user, chat) => `/people/${user}/chats/${encodeURIComponent(chat)}`

export const api = {
  people: () => ask('GET', '/people'),
  chats: (user) => ask('GET', `/people/${user}/chats`),
  chat: (user, chat) => ask('GET', at(user, chat)),
  send: (user, chat, text) => ask('POST', `${at(user, chat)}/send`, { text }),
  press: (user, chat, choice) => ask('POST', `${at(user, chat)}/press`, { ...choice, waitMs: 15_000 }),
  pay: (user, chat, what) => ask('POST', `${at(user, chat)}/pay`, what),
  invoice: (link) => ask('GET', `/invoice?link=${encodeURIComponent(link)}`),
  block: (user, chat) => ask('POST', `${at(user, chat)}/block`),
  unblock: (user, chat) => ask('POST', `${at(user, chat)}/unblock`),
  read: (user, chat) => ask('POST', `${at(user, chat)}/read`),
  invite: (user, link) => ask('GET', `/people/${user}/invite?link=${encodeURIComponent(link)}`),
  join: (user, link) => ask('POST', `/people/${user}/join`, { link }),
  leave: (user, chatId) => ask('POST', `${at(user, String(chatId))}/leave`),
  sharedChat: (chatId) => ask('GET', `/chats/${chatId}`),
  members: (chatId) => ask('GET', `/chats/${chatId}/members?limit=100`),
  seat: (chatId, user, wish) => ask('POST', `/chats/${chatId}/members/${user}`, wish),
  settle: (chatId, user, answer) => ask('POST', `/chats/${chatId}/requests/${user}/${answer}`),
  botRights: (chatId, bot, rights) => ask('POST', `/chats/${chatId}/bots/${bot}/rights`, rights),
  removeBot: (chatId, bot) => ask('POST', `/chats/${chatId}/bots/${bot}/remove`),
  removeChat: (chatId) => ask('POST', `/chats/${chatId}/delete`),
  migrate: (chatId) => ask('POST', `/chats/${chatId}/migrate`),
  subscriptions: (user) => ask('GET', `/people/${user}/subscriptions`),
  subscription: (chargeId, action) => ask('POST', `/subscriptions/${chargeId}/${action}`),
  chargeback: (chargeId) => ask('POST', `/charges/${chargeId}/chargeback`),
  /** Calls `onEvent` with everything this person would see, and `onState` when the line breaks or comes back. */
  listen(user, onEvent, onState) {
    const source = new EventSource(`/control/people/${user}/events`)
    source.addEventListener('message', (message) => onEvent(JSON.parse(message.data)))
    source.addEventListener('open', () => onState(true))
    source.addEventListener('error', () => onState(false))
    return () => source.close()
  },
}
