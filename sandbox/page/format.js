import { el, icon } from './dom.js'

const time = new Intl.DateTimeFormat('ru-RU', { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' })
const moment = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
const shortDay = new Intl.DateTimeFormat('ru-RU', { day: '2-digit', month: '2-digit' })

export const timeOf = (seconds) => time.format(seconds * 1000)

/** For lists: the time today, the date before. */
export function whenOf(seconds) {
  return isToday(seconds) ? timeOf(seconds) : shortDay.format(seconds * 1000)
}

/** For the separators between days. */
export function dayOf(seconds) {
  if (isToday(seconds)) return 'Today'
  return isToday(seconds + 86_400) ? 'Yesterday' : day.format(seconds * 1000)
}

/** For what is to come: `21 Dec, 14:05`. */
export const dateOf = (seconds) => moment.format(seconds * 1000)

export const dayKey = (seconds) => new Date(seconds * 1000).toDateString()
const isToday = (seconds) => dayKey(seconds) === new Date().toDateString()

const whole = new Intl.NumberFormat('ru-RU')
const withCents = new Intl.NumberFormat('ru-RU', { minimumFractionDigits: 2 })

/** An amount in the currency's smallest unit, to read: `250 Stars`, `150 000 UZS`. */
export function moneyText(total, currency) {
  if (currency === 'XTR') return `${whole.format(total)} ${total === 1 ? 'Star' : 'Stars'}`
  const units = total / 100
  return `${Number.isInteger(units) ? whole.format(units) : withCents.format(units)} ${currency}`
}

/** The same with a drawn star, for buttons and prices. */
export function money(total, currency) {
  if (currency !== 'XTR') return moneyText(total, currency)
  return el('span', { class: 'stars', 'aria-label': moneyText(total, currency) }, icon('star'), whole.format(total))
}

export const roleNames = {
  buyer: 'Buyer',
  owner: 'Owner',
  manager: 'Manager',
  florist: 'Florist',
  courier: 'Courier',
}

export const kindNames = { group: 'Group', supergroup: 'Group', channel: 'Channel' }

export const seatNames = {
  creator: 'Owner',
  administrator: 'Admin',
  member: 'Member',
  restricted: 'Restricted',
  left: 'Left',
  kicked: 'Banned',
}

/** `1 subscriber`, `4 members`. */
export function countOf({ kind, memberCount }) {
  const word = kind === 'channel' ? 'subscriber' : 'member'
  return `${whole.format(memberCount)} ${word}${memberCount === 1 ? '' : 's'}`
}
