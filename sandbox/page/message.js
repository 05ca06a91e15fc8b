import { el, hueOf, icon } from './dom.js'
import { richText } from './entities.js'
import { money, moneyText, timeOf } from './format.js'

/**
 * One message as a list item. `joined`: it follows another of the same sender, so its name is not repeated.
 * @param {object} on what the person can do: onCommand, onLink, onMention, onButton, onPay
 */
export function messageItem(message, { isGroup, joined, on }) {
  if (message.payment) return note(paidText(message), message)
  if (message.note) return note(message.note, message)
  if (message.refund) {
    const { total, currency } = message.refund
    return note(`${moneyText(total, currency)} refunded`, message)
  }
  const side = message.mine ? 'mine' : 'theirs'
  const showsName = isGroup && !message.mine && !joined
  return el(
    'li',
    { class: `message ${side} ${joined ? 'joined' : ''}`, 'data-id': message.id },
    el(
      'div',
      { class: `stack ${message.keyboard.length > 0 || message.invoice ? 'has-keys' : ''}` },
      el(
        'article',
        {
          class: `bubble ${message.photo ? 'with-photo' : ''}`,
          'aria-label': `${message.from.name}, ${timeOf(message.date)}`,
        },
        showsName && el('div', { class: `name hue${hueOf(message.from.id)}` }, message.from.name),
        message.replyTo && quoted(message.replyTo),
        message.photo && photo(message.photo),
        message.invoice ? invoiceCard(message.invoice) : textOf(message, on),
        el('span', { class: 'meta' }, message.edited && el('i', {}, 'edited '), timeOf(message.date)),
      ),
      keys(message, on),
    ),
  )
}

function textOf(message, on) {
  if (message.text === '') return false
  return el('div', { class: 'text', dir: 'auto' }, richText(message.text, message.entities, on))
}

function photo({ url, width, height }) {
  return el('img', {
    class: 'photo',
    src: url,
    alt: 'Photo',
    width: Math.min(width, 360),
    height: Math.min(height, 360 * (height / width)),
    loading: 'lazy',
  })
}

function quoted({ name, text }) {
  return el('div', { class: 'quoted' }, el('b', {}, name), el('span', {}, text))
}

function invoiceCard(invoice) {
  return el(
    'div',
    { class: 'invoice' },
    el('div', { class: 'invoice-sum' }, money(invoice.total, invoice.currency)),
    el('b', {}, invoice.title),
    el('p', {}, invoice.description),
  )
}

function keys(message, on) {
  const rows =
    message.invoice && message.keyboard.length === 0
      ? [[{ text: payLabel(message.invoice), pay: true }]]
      : message.keyboard
  if (rows.length === 0) return false
  return el(
    'div',
    { class: 'keys' },
    rows.map((row) =>
      el(
        'div',
        { class: 'key-row' },
        row.map((button) => key(button, message, on)),
      ),
    ),
  )
}

const payLabel = (invoice) => `Pay ${moneyText(invoice.total, invoice.currency)}`

function key(button, message, on) {
  const isReceipt = button.pay && message.invoice?.paid
  const mark = button.url ? 'out' : button.web_app ? 'app' : button.copy_text ? 'copy' : undefined
  return el(
    'button',
    {
      class: `key ${button.pay ? 'pay' : ''}`,
      type: 'button',
      disabled: isReceipt,
      onclick: (event) => void on.onButton(button, message, event.currentTarget),
    },
    el('span', { class: 'key-text' }, isReceipt ? 'Receipt' : button.text),
    mark && icon(mark),
  )
}

function paidText({ payment, mine, from }) {
  const who = mine ? 'You' : from.name
  return `${who} paid ${moneyText(payment.total, payment.currency)}${payment.recurring ? ' for the next period' : ''}`
}

function note(text, message) {
  return el('li', { class: 'note', 'data-id': message.id }, el('span', {}, text, el('time', {}, timeOf(message.date))))
}
