import type { World } from '../state/world'
import { html, safeHref, type Markup } from './html'

/**
 * The way back to the shop. An address of a sandbox bot on t.me is that bot's chat here: this machine may have no
 * internet, and the bot lives nowhere else.
 */
export function returnLink(world: World, url: string | undefined, label: string): Markup | undefined {
  if (url === undefined) return undefined
  const username = /^https?:\/\/t\.me\/(\w+)/i.exec(url)?.[1]
  const bot = username === undefined ? undefined : world.botByName(username)
  const href = bot ? `/#chat/${bot.username}` : safeHref(url)
  return href === undefined ? undefined : html`<a class="button" href="${href}" target="_top">${label}</a>`
}
