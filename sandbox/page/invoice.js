import { api } from './api.js'
import { sheet } from './dialogs.js'
import { el, fill, icon } from './dom.js'
import { money, moneyText } from './format.js'

/** The payment sheet of an invoice message or an invoice link. */
export function payInvoice({ me, chat, messageId, link, invoice }) {
  const isStars = invoice.currency === 'XTR'
  const isMonthly = Boolean(invoice.subscriptionPeriod)
  const amount = () => money(invoice.total, invoice.currency)
  sheet({ label: `Pay: ${invoice.title}` }, (close) => {
    const body = el('div', { class: 'sheet-body' })
    const offer = () =>
      fill(
        body,
        el('h2', {}, invoice.title),
        el('p', { class: 'muted' }, invoice.description),
        el('p', { class: 'sum' }, amount(), isMonthly && el('span', { class: 'per' }, ' / month')),
        el(
          'p',
          { class: 'method' },
          isStars ? [icon('star'), `${moneyText(me.stars, 'XTR')} in your wallet`] : 'Test card 4242 •••• 4242',
        ),
        el(
          'div',
          { class: 'sheet-actions' },
          el(
            'button',
            { class: 'primary', type: 'button', autofocus: true, onclick: () => void pay(false) },
            isMonthly ? 'Subscribe for ' : 'Pay ',
            amount(),
          ),
          !isStars &&
            el('button', { class: 'danger', type: 'button', onclick: () => void pay(true) }, 'Pay, card declines'),
          el('button', { type: 'button', onclick: close }, 'Cancel'),
        ),
      )
    const pay = async (decline) => {
      fill(
        body,
        el('div', { class: 'waiting', role: 'status' }, el('span', { class: 'spinner' }), 'The bot checks the order…'),
      )
      const outcome = await api
        .pay(me.id, chat ?? invoice.bot, { ...(messageId && { messageId }), ...(link && { link }), decline })
        .catch((error) => ({ outcome: 'refused', reason: error.message }))
      show(outcome)
    }
    const show = (outcome) => {
      const { title, text, good } = said(outcome)
      fill(
        body,
        el('div', { class: `outcome ${good ? 'good' : 'bad'}`, role: 'status' }, icon(good ? 'check' : 'close')),
        el('h2', { class: 'centre' }, title),
        text && el('p', { class: 'muted centre' }, text),
        el(
          'div',
          { class: 'sheet-actions' },
          el('button', { class: 'primary', type: 'button', onclick: close }, 'Done'),
        ),
      )
    }
    offer()
    return body
  })
}

function said(outcome) {
  switch (outcome.outcome) {
    case 'paid':
      return { good: true, title: 'Paid', text: '' }
    case 'refused':
      return { good: false, title: 'The bot refused', text: outcome.reason }
    case 'timeout':
      return { good: false, title: 'The bot did not answer', text: 'It has 10 seconds to agree to a payment.' }
    case 'declined':
      return { good: false, title: 'Card declined', text: 'The bot agreed, the bank did not. Nothing was paid.' }
    case 'too_few_stars':
      return { good: false, title: 'Not enough Stars', text: `This costs ${moneyText(outcome.needed, 'XTR')}.` }
    default:
      return { good: false, title: 'Already paid', text: 'This invoice has a receipt.' }
  }
}
