import { aboutChat } from './about.js'
import { api } from './api.js'
import { composer } from './composer.js'
import { alertBox, browser, sheet, toast } from './dialogs.js'
import { avatar, el, fill, icon } from './dom.js'
import { countOf, dayKey, dayOf } from './format.js'
import { payInvoice } from './invoice.js'
import { messageItem } from './message.js'
import { openLink } from './links.js'

/** One opened chat: its header, its messages and what the person can do in it. */
export class Conversation {
  /** @param {{ me: () => object, goTo: (chat: string) => void, leave: () => void, knows: (name: string) => boolean }} app */
  constructor(element, app) {
    this.element = element
    this.app = app
    this.view = undefined
  }

  get chat() {
    return this.view?.chat
  }

  empty(text) {
    this.view = undefined
    fill(this.element, el('div', { class: 'nothing' }, el('p', {}, text)))
  }

  async open(chat) {
    const me = this.app.me()
    const view = await api.chat(me.id, chat)
    // The person may have gone elsewhere while this was on its way.
    if (this.app.wants() !== `${me.id}/${chat}`) return
    this.view = view
    this.draw()
    this.toEnd()
    this.seen()
  }

  draw() {
    const { view } = this
    this.list = el('ol', { class: 'messages', role: 'log', 'aria-label': 'Messages', 'aria-live': 'polite' })
    this.scroller = el('div', { class: 'scroller', tabindex: '-1' }, this.list)
    this.down = el(
      'button',
      {
        class: 'to-end round',
        type: 'button',
        hidden: true,
        'aria-label': 'To the newest',
        onclick: () => this.toEnd(),
      },
      icon('down'),
    )
    this.scroller.addEventListener('scroll', () => (this.down.hidden = this.isAtEnd()))
    this.headerSlot = el('header', { class: 'chat-header' })
    this.composerSlot = el('div', { class: 'composer-slot' })
    fill(this.element, this.headerSlot, el('div', { class: 'paper' }, this.scroller, this.down), this.composerSlot)
    this.drawHeader()
    this.drawComposer()
    fill(this.list, this.items())
    if (view.messages.length === 0) this.list.append(this.welcome())
  }

  drawHeader() {
    const { view } = this
    const isBot = view.kind === 'private'
    const about = this.typing ? 'typing…' : isBot ? 'bot' : countOf(view)
    fill(
      this.headerSlot,
      el(
        'button',
        { class: 'round back', type: 'button', 'aria-label': 'Back', onclick: () => this.app.leave() },
        icon('back'),
      ),
      avatar(view.title, view.chat, 'small'),
      el(
        isBot ? 'div' : 'button',
        {
          class: 'chat-title',
          ...(!isBot && { type: 'button', 'aria-label': `About ${view.title}`, onclick: () => this.about() }),
        },
        el('h2', {}, view.title),
        el('p', { class: this.typing ? 'typing' : 'muted', title: view.members.join(', ') }, about),
      ),
      isBot &&
        el(
          'button',
          { class: 'round', type: 'button', 'aria-label': 'More', onclick: () => this.more() },
          icon('menu'),
        ),
    )
  }

  drawComposer() {
    const me = this.app.me()
    const { chat } = this.view
    const had = this.composerSlot.contains(document.activeElement)
    fill(
      this.composerSlot,
      composer(this.view, `${me.id}/${chat}`, {
        onSend: (text) => this.try(() => api.send(me.id, chat, text)),
        onStart: () => this.try(() => api.send(me.id, chat, '/start')),
        onUnblock: () => this.try(() => api.unblock(me.id, chat)),
        onMenuApp: (url) => browser(url),
      }),
    )
    if (had) this.composerSlot.querySelector('textarea')?.focus()
  }

  /** A message appeared or changed. */
  message(message, chat, isNew) {
    if (message.chat !== this.chat) return
    const follow = this.isAtEnd()
    this.typing = false
    const index = this.view.messages.findIndex((known) => known.id === message.id)
    const messages = [...this.view.messages]
    if (index >= 0) messages[index] = message
    else messages.push(message)
    this.changed(chat, messages)
    if (isNew && (follow || message.mine)) this.toEnd()
    if (isNew) this.seen()
  }

  removed(messageId, chat) {
    if (chat.chat !== this.chat) return
    this.changed(
      chat,
      this.view.messages.filter((message) => message.id !== messageId),
    )
  }

  /** The chat itself changed: blocked, its keyboard, its commands. */
  async refreshed(chat) {
    if (chat.chat !== this.chat) return
    const me = this.app.me()
    const view = await api.chat(me.id, chat.chat)
    if (this.chat !== chat.chat) return
    this.view = { ...view, messages: this.view.messages }
    this.drawHeader()
    this.drawComposer()
  }

  showTyping() {
    this.typing = true
    this.drawHeader()
    clearTimeout(this.typingTimer)
    this.typingTimer = setTimeout(() => {
      this.typing = false
      if (this.view) this.drawHeader()
    }, 5000)
  }

  changed(chat, messages) {
    const wasStarted = this.view.started
    this.view = { ...this.view, ...chat, messages }
    const { scrollTop } = this.scroller
    fill(this.list, this.items())
    this.scroller.scrollTop = scrollTop
    this.drawHeader()
    if (!wasStarted && chat.started) this.drawComposer()
  }

  items() {
    const { messages, kind } = this.view
    return messages.flatMap((message, index) => {
      const before = messages[index - 1]
      const newDay = !before || dayKey(before.date) !== dayKey(message.date)
      const joined =
        !newDay && before.from.id === message.from.id && message.date - before.date < 600 && !before.payment
      return [
        newDay && el('li', { class: 'day' }, el('span', {}, dayOf(message.date))),
        messageItem(message, { isGroup: kind !== 'private', joined, on: this.actions() }),
      ]
    })
  }

  actions() {
    const me = this.app.me()
    const links = { me, goTo: this.app.goTo, knows: this.app.knows }
    return {
      onCommand: (text) => this.try(() => api.send(me.id, this.chat, text)),
      onMention: (name) => (this.app.knows(name) ? this.app.goTo(name) : toast(`@${name} is not in this sandbox`)),
      onLink: (url) => this.try(() => openLink(url, links)),
      onButton: (button, message, element) => this.try(() => this.press(button, message, element, links)),
    }
  }

  async press(button, message, element, links) {
    const me = this.app.me()
    if (button.pay) {
      return payInvoice({ me, chat: this.chat, messageId: message.id, invoice: message.invoice })
    }
    if (button.url) return openLink(button.url, links)
    if (button.web_app) return browser(button.web_app.url)
    if (button.copy_text) {
      await navigator.clipboard.writeText(button.copy_text.text)
      return toast('Copied')
    }
    element.classList.add('busy')
    try {
      const outcome = await api.press(me.id, this.chat, { messageId: message.id, data: button.callback_data })
      if (!outcome.answered) return toast('The bot did not answer the button', 'bad')
      const { text, showAlert, url } = outcome.answer
      if (url) await openLink(url, links)
      else if (text && showAlert) alertBox(text)
      else if (text) toast(text)
    } finally {
      element.classList.remove('busy')
    }
  }

  about() {
    const me = this.app.me()
    void this.try(() => aboutChat(this.view, { me, leave: () => this.app.leave() }))
  }

  more() {
    const me = this.app.me()
    const { chat, blocked, title } = this.view
    sheet({ label: title, kind: 'small' }, (close) => {
      const item = (label, kind, act) =>
        el(
          'button',
          {
            class: kind,
            type: 'button',
            onclick: () => {
              close()
              void this.try(act)
            },
          },
          label,
        )
      return el(
        'div',
        { class: 'sheet-body sheet-actions' },
        el('h2', { class: 'centre' }, title),
        blocked
          ? item('Unblock the bot', 'primary', () => api.unblock(me.id, chat))
          : item('Block the bot', 'danger', () => api.block(me.id, chat)),
        el('button', { type: 'button', onclick: close }, 'Cancel'),
      )
    })
  }

  welcome() {
    const { kind, title, started } = this.view
    const text =
      kind !== 'private'
        ? 'Nobody has written here yet.'
        : started
          ? 'No messages yet.'
          : 'Press START and the bot may write to you.'
    return el(
      'li',
      { class: 'welcome' },
      avatar(title, this.chat, 'large'),
      el('b', {}, title),
      el('p', { class: 'muted' }, text),
    )
  }

  seen() {
    if (document.visibilityState === 'visible') void api.read(this.app.me().id, this.chat).catch(() => {})
  }

  isAtEnd() {
    return this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < 80
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight
  }

  async try(act) {
    try {
      await act()
    } catch (error) {
      toast(error.message, 'bad')
    }
  }
}
