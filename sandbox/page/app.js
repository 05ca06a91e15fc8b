import { api } from './api.js'
import { showChats } from './chats.js'
import { Conversation } from './conversation.js'
import { toast } from './dialogs.js'
import { leaveBrowser } from './links.js'
import { showPeople } from './people.js'
import { starSubscriptions } from './subscriptions.js'

const $ = (id) => document.getElementById(id)
const state = { people: [], me: undefined, chats: [], typing: new Map(), online: true, stop: () => {} }

const conversation = new Conversation($('conversation'), {
  me: () => state.me,
  wants: () => `${state.me?.id}/${route().chat ?? ''}`,
  goTo: (chat) => (location.hash = `#${state.me.id}/${chat}`),
  leave: () => (location.hash = `#${state.me.id}/`),
  knows: (name) => isListed(name),
})

/** `#1001/demo_shop_bot`; `#chat/demo_shop_bot` keeps the person, for links from pay pages. */
function route() {
  const [who, chat] = decodeURIComponent(location.hash.slice(1)).split('/')
  const remembered = Number(localStorage.getItem('sandbox.person'))
  const person = who === 'chat' || !who ? state.me?.id || remembered || state.people[0]?.id : Number(who)
  return { person, chat: chat || undefined }
}

function drawPeople() {
  showPeople($('people'), {
    people: state.people,
    me: state.me,
    choose: (id) => {
      location.hash = `#${id}/${state.chats.length > 0 && isWide() ? (lastChats.get(id) ?? '') : ''}`
    },
  })
}

function drawChats() {
  showChats($('chats'), {
    me: state.me,
    chats: state.chats,
    open: conversation.chat,
    typing: state.typing,
    online: state.online,
    showStars: () => void starSubscriptions(state.me).catch((error) => toast(error.message, 'bad')),
  })
  const unread = state.chats.reduce((sum, chat) => sum + chat.unread, 0)
  document.title = `${unread > 0 ? `(${unread}) ` : ''}${state.me.name} · Orderly sandbox`
}

const isListed = (name) => state.chats.some(({ chat }) => chat.toLowerCase() === name?.toLowerCase())
const isWide = () => matchMedia('(min-width: 761px)').matches
/** The chat each person had open, so that switching back and forth keeps one's place. */
const lastChats = new Map()

async function become(id) {
  state.stop()
  state.me = state.people.find((person) => person.id === id) ?? state.people[0]
  localStorage.setItem('sandbox.person', String(state.me.id))
  state.typing.clear()
  state.chats = await api.chats(state.me.id)
  state.stop = api.listen(state.me.id, onEvent, onLine)
}

async function follow() {
  const { person, chat } = route()
  leaveBrowser()
  try {
    if (state.me?.id !== person) await become(person)
    const known = state.chats.find((one) => one.chat.toLowerCase() === chat?.toLowerCase())
    $('app').classList.toggle('in-chat', known !== undefined)
    if (known) {
      lastChats.set(state.me.id, known.chat)
      await conversation.open(known.chat)
    } else conversation.empty(chat ? 'You are not in this chat.' : 'Choose a chat')
  } catch (error) {
    toast(error.message, 'bad')
  }
  drawPeople()
  drawChats()
}

function onEvent(event) {
  switch (event.type) {
    case 'people':
      state.people = merged(state.people, event.people)
      state.me = state.people.find((person) => person.id === state.me.id) ?? state.me
      drawPeople()
      break
    case 'message':
      state.typing.delete(event.chat.chat)
      keep(event.chat)
      conversation.message(event.message, event.chat, event.isNew)
      break
    case 'removed':
      keep(event.chat)
      conversation.removed(event.messageId, event.chat)
      break
    case 'chat':
      keep(event.chat)
      void conversation.refreshed(event.chat).catch((error) => toast(error.message, 'bad'))
      break
    case 'chats':
      state.chats = event.chats
      // Only a chat that came or went is followed: anything else on the screen stays as it is.
      if (isListed(route().chat) !== (conversation.chat !== undefined)) void follow()
      break
    case 'typing':
      showTyping(event.chat)
      break
  }
  drawChats()
}

/** In a crowd only some are told of; the others stay as they were. */
function merged(known, told) {
  const news = new Map(told.map((person) => [person.id, person]))
  return known.map((person) => news.get(person.id) ?? person)
}

function keep(chat) {
  const index = state.chats.findIndex((known) => known.chat === chat.chat)
  if (index >= 0) state.chats[index] = chat
  else state.chats.push(chat)
}

function showTyping(chat) {
  if (chat === conversation.chat) conversation.showTyping()
  clearTimeout(state.typing.get(chat))
  state.typing.set(
    chat,
    setTimeout(() => {
      state.typing.delete(chat)
      drawChats()
    }, 5000),
  )
}

/** The line to the sandbox broke, or is back: what was said in between is fetched anew. */
function onLine(online) {
  const cameBack = online && !state.online
  state.online = online
  if (!cameBack) return drawChats()
  void api.chats(state.me.id).then((chats) => {
    state.chats = chats
    return follow()
  })
}

addEventListener('hashchange', () => void follow())
document.addEventListener('visibilitychange', () => conversation.chat && conversation.seen())

state.people = await api.people()
await follow()
