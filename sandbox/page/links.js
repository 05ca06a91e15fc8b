import { api } from './api.js'
import { browser, toast } from './dialogs.js'
import { openInvite } from './invite.js'
import { payInvoice } from './invoice.js'

let closeBrowser = () => {}

/** Closes the page that was opened from a chat: going back to a chat leaves it. */
export const leaveBrowser = () => closeBrowser()

/**
 * Opens an address the way a Telegram client does: deep links stay in the app, pages of this machine open inside it,
 * everything else goes to a new tab.
 */
export async function openLink(url, { me, goTo, knows }) {
  const invoice = /^https?:\/\/t\.me\/\$/i.test(url)
  if (invoice) return payInvoice({ me, chat: undefined, link: url, invoice: await api.invoice(url) })
  const door = inviteLink(url)
  if (door) return openInvite(door, { me, goTo })
  const deep = /^https?:\/\/t\.me\/(\w+)(?:\?start=([\w-]{0,64}))?$/i.exec(url) ?? tgResolve(url)
  if (deep && knows(deep[1])) {
    goTo(deep[1])
    if (deep[2] !== undefined) await api.send(me.id, deep[1], `/start ${deep[2]}`.trim())
    return
  }
  if (!/^https?:\/\//i.test(url)) return toast(`Only Telegram itself can open ${url}`)
  const isHere = new URL(url).hostname === '127.0.0.1' || new URL(url).hostname === location.hostname
  if (isHere) closeBrowser = browser(url)
  else window.open(url, '_blank', 'noopener')
}

/** The invite link that an address is, in the form bots get it. */
function inviteLink(url) {
  const hash =
    /^(?:https?:\/\/)?t\.me\/(?:\+|joinchat\/)([\w-]+)$/i.exec(url)?.[1] ??
    /^tg:\/\/join\?invite=([\w-]+)$/i.exec(url)?.[1]
  return hash && `https://t.me/+${hash}`
}

function tgResolve(url) {
  const match = /^tg:\/\/resolve\?(.*)$/i.exec(url)
  if (!match) return null
  const query = new URLSearchParams(match[1])
  const domain = query.get('domain')
  return domain ? [url, domain, query.get('start') ?? undefined] : null
}
