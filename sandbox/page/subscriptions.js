import { api } from './api.js'
import { sheet, toast } from './dialogs.js'
import { avatar, el, fill, icon } from './dom.js'
import { dateOf, money, moneyText } from './format.js'

/** A person's Stars: what they have, and what they are subscribed to. */
export async function starSubscriptions(me) {
  const first = await api.subscriptions(me.id)
  const opened = new Set()
  sheet({ label: 'Star subscriptions', kind: 'tall' }, (close) => {
    const body = el('div', { class: 'sheet-body about' })
    const draw = (subscriptions, { stars } = me) =>
      fill(
        body,
        el(
          'div',
          { class: 'chat-card' },
          el('span', { class: 'purse' }, icon('star')),
          el('h2', {}, 'Star subscriptions'),
          el('p', { class: 'muted' }, `${me.name} has ${moneyText(stars, 'XTR')}`),
        ),
        subscriptions.length === 0
          ? el('p', { class: 'muted centre' }, 'Nothing yet. A bot sells a subscription by a link.')
          : el(
              'div',
              { class: 'rows' },
              subscriptions.toReversed().map((one) => card(one, { act, opened })),
            ),
        el('div', { class: 'sheet-actions' }, el('button', { type: 'button', onclick: close }, 'Close')),
      )
    const act = async (what) => {
      try {
        const outcome = await what()
        if (outcome?.kind === 'chargeback') toast('Charged back: the bot is not told')
        if (outcome?.outcome && outcome.outcome !== 'paid') toast(refusals[outcome.outcome] ?? outcome.outcome, 'bad')
        const [subscriptions, people] = await Promise.all([api.subscriptions(me.id), api.people()])
        draw(
          subscriptions,
          people.find((person) => person.id === me.id),
        )
      } catch (error) {
        toast(error.message, 'bad')
      }
    }
    draw(first)
    return body
  })
}

const refusals = { declined: 'A canceled subscription is not charged', too_few_stars: 'Too few Stars: it failed' }
const stateNames = { active: 'Active', canceled: 'Canceled', failed: 'Payment failed', expired: 'Ended' }

function card(subscription, { act, opened }) {
  const { chargeId, title, bot, price, state } = subscription
  const press = (label, kind, what) =>
    el('button', { class: `pill ${kind}`, type: 'button', onclick: () => void act(what) }, label)
  return el(
    'article',
    { class: 'subscription', 'aria-label': title },
    el(
      'div',
      { class: 'row' },
      avatar(title, title, 'small'),
      el('span', { class: 'row-lines' }, el('b', {}, title), el('span', { class: 'muted' }, `@${bot}`)),
      el('span', { class: 'price' }, money(price, 'XTR'), el('span', { class: 'muted' }, ' / month')),
    ),
    el(
      'div',
      { class: 'row' },
      el(
        'span',
        { class: 'standing' },
        el('span', { class: `chip ${state}` }, stateNames[state]),
        el('span', { class: 'muted' }, whenNext(subscription)),
      ),
      state === 'canceled' &&
        !subscription.canceledByBot &&
        press('Renew again', 'strong', () => api.subscription(chargeId, 'resume')),
      (state === 'active' || state === 'failed') &&
        press('Cancel', 'danger', () => api.subscription(chargeId, 'cancel')),
    ),
    el(
      'details',
      {
        class: 'operator',
        open: opened.has(chargeId),
        ontoggle: (event) => (event.target.open ? opened.add(chargeId) : opened.delete(chargeId)),
      },
      el('summary', {}, 'Test actions'),
      el(
        'div',
        { class: 'row-actions' },
        press('Renew now', '', () => api.subscription(chargeId, 'renew')),
        press('Renewal fails', '', () => api.subscription(chargeId, 'fail')),
        press('Charge back the last payment', 'danger', () => api.chargeback(subscription.charges.at(-1))),
      ),
      el('p', { class: 'muted small' }, `${subscription.charges.length} paid · ${subscription.charges.at(-1)}`),
    ),
  )
}

function whenNext({ state, expiresAt, canceledByBot }) {
  if (state === 'active') return `Renews ${dateOf(expiresAt)}`
  if (state === 'failed') return `Paid until ${dateOf(expiresAt)}`
  if (state === 'expired') return `Ended ${dateOf(expiresAt)}`
  return `${canceledByBot ? 'By the bot; until' : 'Until'} ${dateOf(expiresAt)}`
}
