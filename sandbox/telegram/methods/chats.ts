import type { BotCommand, MenuButton } from '@grammyjs/types'
import { roomOf, type Method } from '../call'
import { badRequest } from '../errors'
import { isLoopback } from '../links'
import type { Params } from '../params'
import { botAsUser, chatOf } from '../render'

const getMe: Method = ({ desk }) => ({
  ...botAsUser(desk.bot),
  can_join_groups: true,
  can_read_all_group_messages: true,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
})

const getChat: Method = (call) => {
  const room = roomOf(call)
  // A bot knows a person only once they have written to it.
  if (room.kind === 'private' && !room.started) throw badRequest('chat not found')
  return { ...chatOf(call.world, room), accent_color_id: 0, max_reaction_count: 11, accepted_gift_types: {} }
}

const setMyCommands: Method = ({ desk, params }) => {
  desk.profile.setCommands(scopeOf(params), params.string('language_code'), commandsOf(params))
  return true
}

const getMyCommands: Method = ({ desk, params }) =>
  desk.profile.commandsExactly(scopeOf(params), params.string('language_code'))

const deleteMyCommands: Method = ({ desk, params }) => {
  desk.profile.setCommands(scopeOf(params), params.string('language_code'), [])
  return true
}

const setChatMenuButton: Method = ({ desk, params }) => {
  const button = menuButtonOf(params.json('menu_button', "Can't parse menu button JSON object"))
  desk.profile.setMenuButton(params.has('chat_id') ? params.integer('chat_id') : undefined, button)
  return true
}

export const chatMethods = {
  getMe,
  getChat,
  setMyCommands,
  getMyCommands,
  deleteMyCommands,
  setChatMenuButton,
}

function commandsOf(params: Params): BotCommand[] {
  const value = params.json('commands', "Can't parse commands JSON object") ?? []
  if (!Array.isArray(value)) throw badRequest('Expected an Array of BotCommand')
  if (value.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH')
  return value.map((item: unknown) => {
    if (!isRecord(item)) throw badRequest("Can't parse BotCommand: expected an Object")
    const command = typeof item['command'] === 'string' ? item['command'].replace(/^\//, '') : ''
    const description = item['description']
    if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID')
    if (typeof description !== 'string' || description === '' || description.length > 256) {
      throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID')
    }
    return { command, description }
  })
}

const plainScopes = new Set(['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators'])

function scopeOf(params: Params): string {
  const scope = params.json('scope', "Can't parse BotCommandScope JSON object") ?? { type: 'default' }
  if (!isRecord(scope)) throw badRequest("Can't parse BotCommandScope: BotCommandScope must be an Object")
  const type = String(scope['type'])
  if (plainScopes.has(type)) return type
  if (!['chat', 'chat_administrators', 'chat_member'].includes(type)) {
    throw badRequest("Can't parse BotCommandScope: Unsupported type specified")
  }
  const place = `${type}/${Number(scope['chat_id'])}`
  return type === 'chat_member' ? `${place}/${Number(scope['user_id'])}` : place
}

function menuButtonOf(value: unknown): MenuButton {
  if (value === undefined) return { type: 'default' }
  if (!isRecord(value)) throw badRequest("Can't parse menu button: MenuButton must be an Object")
  const { type, text, web_app: webApp } = value
  if (type === 'default' || type === 'commands') return { type }
  if (type !== 'web_app') throw badRequest("Can't parse menu button: MenuButton has unsupported type")
  const url = isRecord(webApp) ? webApp['url'] : undefined
  if (typeof text !== 'string' || text === '') throw badRequest('BUTTON_TEXT_INVALID')
  if (typeof url !== 'string' || !URL.canParse(url) || !(url.startsWith('https:') || isLoopback(url))) {
    throw badRequest('BUTTON_URL_INVALID')
  }
  return { type, text, web_app: { url } }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
