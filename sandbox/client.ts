import type { Update } from '@grammyjs/types'
import { askSandbox, SandboxRefused, type Ask } from './ask'
import { chatActions, type ChatActions, type JoinResult } from './chat-client'
import type { ClickMode, ClickPayment } from './click/book'
import type { LoggedCall } from './control/call-log'
import type { InviteView, JoinRequestView, MemberView, SharedChatView } from './control/chat-views'
import type { ActiveFault, FaultOrder } from './control/faults'
import type { PressOutcome } from './control/person'
import type { SubscriptionView } from './control/star-routes'
import type { ChatView, MessageView, OpenChatView, PersonView } from './control/views'
import type { PaymeMode, PaymeStatement, PaymeTransaction } from './payme/book'
import type { PaymeMethod, RpcOutcome } from './payme/rpc'
import { PersonClient, type PressOptions, type WaitOptions } from './person-client'
import { starActions, subscriptionActions, type StarActions, type SubscriptionActions } from './star-client'
import type { PayOutcome } from './telegram/checkout'

export { PersonClient, SandboxRefused }
export type {
  ActiveFault,
  ChatView,
  ClickPayment,
  FaultOrder,
  InviteView,
  JoinRequestView,
  JoinResult,
  LoggedCall,
  MemberView,
  MessageView,
  OpenChatView,
  PaymeStatement,
  PaymeTransaction,
  PayOutcome,
  PersonView,
  PressOptions,
  PressOutcome,
  SharedChatView,
  SubscriptionView,
  WaitOptions,
}

export interface BotStatus {
  readonly id: number
  readonly username: string
  readonly name: string
  readonly webhook: string | null
  /** When the bot last called getUpdates, ms; null before the first time. */
  readonly lastPollAt: number | null
  readonly pending: number
  readonly stars: number
}

export interface LoggedUpdateView {
  readonly update: Update
  readonly at: number
  readonly outcome: 'pending' | 'delivered' | 'expired' | 'dropped'
}

/**
 * Acts as people and reads chats, for tests and scripts. `url` is the sandbox's. Every call rejects with
 * SandboxRefused when the sandbox says no, and with fetch's error when it is not there.
 */
export function createSandboxClient(url: string): SandboxClient {
  return new SandboxClient(askSandbox(url))
}

export class SandboxClient {
  readonly chats: ChatActions
  readonly subscriptions: SubscriptionActions
  readonly stars: StarActions
  private readonly persons = new Map<number, PersonClient>()

  constructor(private readonly ask: Ask) {
    this.chats = chatActions(ask)
    this.subscriptions = subscriptionActions(ask)
    this.stars = starActions(ask)
  }

  /** One person, always the same object: it remembers what they did last. */
  as(userId: number): PersonClient {
    const person = this.persons.get(userId) ?? new PersonClient(this.ask, userId)
    this.persons.set(userId, person)
    return person
  }

  people(): Promise<PersonView[]> {
    return this.ask('GET', '/people')
  }

  bots(): Promise<BotStatus[]> {
    return this.ask('GET', '/bots')
  }

  /** The bots' calls, oldest first, without getUpdates. */
  calls(filter: { bot?: string; method?: string; after?: number; limit?: number } = {}): Promise<LoggedCall[]> {
    const query = new URLSearchParams()
    for (const [name, value] of Object.entries(filter)) query.set(name, String(value))
    return this.ask('GET', `/calls?${query.toString()}`)
  }

  /** The last updates for a bot and what became of each. */
  updates(bot: string): Promise<LoggedUpdateView[]> {
    return this.ask('GET', `/bots/${encodeURIComponent(bot)}/updates`)
  }

  /** Delivers an update once more, as happens when the answer to a delivery is lost. 409 unless it was delivered. */
  repeatUpdate(bot: string, updateId: number): Promise<unknown> {
    return this.ask('POST', `/bots/${encodeURIComponent(bot)}/updates/${updateId}/repeat`)
  }

  /** Makes the next calls that fit go wrong. */
  breakCalls(order: FaultOrder): Promise<ActiveFault> {
    return this.ask('POST', '/faults', order)
  }

  faults(): Promise<ActiveFault[]> {
    return this.ask('GET', '/faults')
  }

  clearFaults(): Promise<unknown> {
    return this.ask('DELETE', '/faults')
  }

  /** Empties chats, queues and books. */
  reset(): Promise<unknown> {
    return this.ask('POST', '/reset')
  }

  readonly payme = {
    list: () => this.ask<PaymeTransaction[]>('GET', '/payme'),
    get: (id: string) => this.ask<PaymeTransaction>('GET', `/payme/${id}`),
    /** A buyer opens the link and chooses how it goes. */
    pay: (link: string, mode: PaymeMode = 'pay', how: { ageMs?: number; delayMs?: number; together?: boolean } = {}) =>
      this.ask<PaymeTransaction>('POST', '/payme/pay', { link, mode, ...how }),
    /** PerformTransaction now: of a late, half-way or hung transaction, or once more of a paid one. */
    perform: (id: string, how: { together?: boolean } = {}) =>
      this.ask<PaymeTransaction>('POST', `/payme/${id}/perform`, how),
    cancel: (id: string, reason: number) => this.ask<PaymeTransaction>('POST', `/payme/${id}/cancel`, { reason }),
    /** The merchant refunds in the cabinet: CancelTransaction with reason 5. */
    refund: (id: string) => this.ask<PaymeTransaction>('POST', `/payme/${id}/cancel`, { reason: 5 }),
    check: (id: string) => this.ask<PaymeTransaction>('POST', `/payme/${id}/check`),
    statement: (from: number, to: number) => this.ask<PaymeStatement>('POST', '/payme/statement', { from, to }),
    /** Any call, twice, with any parameters; `key` instead of the agreed one. */
    raw: (method: PaymeMethod, params: Record<string, unknown>, key?: string) =>
      this.ask<RpcOutcome>('POST', '/payme/raw', { method, params, ...(key !== undefined && { key }) }),
  }

  readonly click = {
    list: () => this.ask<ClickPayment[]>('GET', '/click'),
    get: (id: string) => this.ask<ClickPayment>('GET', `/click/${id}`),
    pay: (link: string, mode: ClickMode = 'pay', how: { delayMs?: number; together?: boolean } = {}) =>
      this.ask<ClickPayment>('POST', '/click/pay', { link, mode, ...how }),
    complete: (id: string, how: { together?: boolean } = {}) =>
      this.ask<ClickPayment>('POST', `/click/${id}/complete`, how),
    /** Complete with error -5017. */
    cancel: (id: string) => this.ask<ClickPayment>('POST', `/click/${id}/cancel`),
    /** Taken back in Click's cabinet; our webhook is not called. */
    reverse: (id: string) => this.ask<ClickPayment>('POST', `/click/${id}/reverse`),
  }
}
