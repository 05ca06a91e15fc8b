import type { Scene } from './scene'
import { catalog } from './screens/catalog'
import { codeByCommand } from './screens/codes'
import { help, paySupport, support, terms } from './screens/info'
import { switchReminders } from './screens/nudges'
import { orders } from './screens/orders'
import { plans } from './screens/plans'
import { chooseToStop } from './screens/renewal'
import { chooseLanguage, start } from './screens/start'
import { subscriptions } from './screens/subscriptions'
import { staffMenu } from './staff/menu'
import { operations } from './staff/operations'

type Answer = (scene: Scene, payload: string) => Promise<void>

/** What staff may also write in a group. */
export const staffCommands = {
  staff: staffMenu,
  audit: operations,
} as const satisfies Record<string, Answer>

/** What is between the bot and one person; in a group it leads to the private chat. */
export const privateCommands = {
  start,
  catalog,
  orders,
  plans,
  buy: plans,
  code: codeByCommand,
  status: subscriptions,
  cancel: chooseToStop,
  lang: chooseLanguage,
  terms,
  support,
  paysupport: paySupport,
  reminders: switchReminders,
  help,
} as const satisfies Record<string, Answer>

export type Command = keyof typeof staffCommands | keyof typeof privateCommands
