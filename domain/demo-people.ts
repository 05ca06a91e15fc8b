import type { StaffRole } from './staff'

/**
 * The people and groups of the demo business. The seed of the database and the sandbox both read this file, so that
 * the florist who is offered an order in the database is the florist whose chat the sandbox shows.
 */
export interface DemoPerson {
  /** Telegram user id. */
  readonly id: number
  readonly role: 'buyer' | Extract<StaffRole, 'owner' | 'manager' | 'florist' | 'courier'>
  readonly firstName: string
  readonly lastName: string
  readonly username: string
  /** The language of the person's Telegram client. */
  readonly language: 'ru' | 'uz'
}

export interface DemoGroup {
  /** Telegram chat id: negative, as the Bot API gives groups. */
  readonly id: number
  readonly purpose: 'florists' | 'couriers' | 'managers'
  readonly title: string
  readonly memberIds: readonly number[]
}

/** A private place that people pay to be in: a channel, or the group that goes with it. */
export interface DemoChannel {
  readonly id: number
  readonly kind: 'channel' | 'group'
  readonly title: string
  /** The demo owner; the shop bot is an administrator. */
  readonly ownerId: number
}

export const demoPeople = [
  { id: 1001, role: 'buyer', firstName: 'Dilnoza', lastName: 'Yoʻldosheva', username: 'dilnoza_y', language: 'uz' },
  { id: 1002, role: 'buyer', firstName: 'Иван', lastName: 'Петров', username: 'ivan_petrov', language: 'ru' },
  { id: 2001, role: 'owner', firstName: 'Рустам', lastName: 'Алиев', username: 'rustam_owner', language: 'ru' },
  { id: 2002, role: 'manager', firstName: 'Мадина', lastName: 'Каримова', username: 'madina_manager', language: 'ru' },
  { id: 2003, role: 'florist', firstName: 'Gulnora', lastName: 'Saidova', username: 'gulnora_florist', language: 'uz' },
  { id: 2004, role: 'courier', firstName: 'Жасур', lastName: 'Тошев', username: 'jasur_courier', language: 'ru' },
] as const satisfies readonly DemoPerson[]

export const demoGroups = [
  { id: -1003001, purpose: 'florists', title: 'Флористы', memberIds: [2001, 2002, 2003] },
  { id: -1003002, purpose: 'couriers', title: 'Курьеры', memberIds: [2001, 2002, 2004] },
  { id: -1003003, purpose: 'managers', title: 'Менеджеры', memberIds: [2001, 2002] },
] as const satisfies readonly DemoGroup[]

/** Ids of channels do not fit into 32 bits, as real ones do not. A basic group has a short id until it migrates. */
export const demoChannels = [
  { id: -1002000004001, kind: 'channel', title: 'Bloom Club', ownerId: 2001 },
  { id: -1002000004002, kind: 'channel', title: 'Bloom Pro', ownerId: 2001 },
  { id: -4003, kind: 'group', title: 'Bloom Talk', ownerId: 2001 },
] as const satisfies readonly DemoChannel[]
