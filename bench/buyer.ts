import { randomBytes } from 'node:crypto'
import type { Lifecycles } from '../workflows/callers'
import { businessId, firstChat, lastChat } from './ground'
import { paymeKey } from './processes'
import type { SentMessage, TelegramStandIn } from './telegram-stand-in'

export interface Walk {
  readonly orderId: string
  /** From Payme's PerformTransaction being sent until the buyer was thanked, ms; deposit and balance. */
  readonly toldInMs: readonly number[]
  /** How long each PerformTransaction took to be answered, ms. */
  readonly answeredInMs: readonly number[]
}

/** What somebody presses in Payme, who has the account and the sum from the link of the message. */
export interface Bill {
  readonly ref: string
  readonly amount: number
}

interface Places {
  readonly lifecycles: Pick<Lifecycles, 'placeOrder'>
  readonly telegram: TelegramStandIn
  readonly apiUrl: string
}

/** Unlike any other order of this run and of those before. */
export const newOrderId = () => `b${randomBytes(8).toString('hex')}`
let chats = firstChat
export function newChat(): string {
  if (chats > lastChat) throw new Error('nobody is left who has not bought')
  return String(chats++)
}

/**
 * One lifecycle as far as its money goes, with everything that belongs to it: placed with a deposit, asked for, paid through
 * Payme's three calls, thanked, the balance asked for, paid and thanked for, and the order offered to the florists.
 */
export async function payDepositAndBalance(places: Places): Promise<Walk> {
  const { telegram } = places
  const orderId = newOrderId()
  const chat = newChat()
  const isGroup = (chatId: string) => chatId.startsWith('-')
  const offered = telegram.next(
    ({ chatId, buttons }) => isGroup(chatId) && buttons.some((button) => button.endsWith(`:${orderId}`)),
  )
  offered.catch(() => undefined)
  let bill = billNext(telegram, chat)
  await place(places, orderId, chat)
  const walk = { orderId, toldInMs: [] as number[], answeredInMs: [] as number[] }
  for (const stage of ['deposit', 'balance'] as const) {
    const due = await bill
    if (stage === 'deposit') bill = billNext(telegram, chat)
    const thanked = thanksNext(telegram, chat)
    const transaction = await holdByPayme(places.apiUrl, due)
    const performedAt = Date.now()
    await callPayme(places.apiUrl, 'PerformTransaction', { id: transaction })
    walk.answeredInMs.push(Date.now() - performedAt)
    walk.toldInMs.push((await thanked).at - performedAt)
  }
  await offered
  return walk
}

/** The next message to this chat that asks for money. */
export const billNext = (telegram: TelegramStandIn, chat: string): Promise<Bill> => {
  const asked = telegram.next(({ chatId, buttons }) => chatId === chat && payLinkIn(buttons) !== undefined)
  const bill = asked.then(billOf)
  // Whoever waits hears of it; meanwhile it must not end the process.
  bill.catch(() => undefined)
  return bill
}

/** The next message to this chat that asks for nothing. */
export function thanksNext(telegram: TelegramStandIn, chat: string): Promise<SentMessage> {
  const thanked = telegram.next(({ chatId, buttons }) => chatId === chat && payLinkIn(buttons) === undefined)
  thanked.catch(() => undefined)
  return thanked
}

export const place = ({ lifecycles }: Pick<Places, 'lifecycles'>, orderId: string, chat: string) =>
  lifecycles.placeOrder(
    { businessId, orderId },
    {
      buyerId: `telegram:${chat}`,
      lines: [{ productId: 'atirgul25', quantity: 1 }],
      plan: 'deposit_balance',
    },
  )

/** CheckPerformTransaction and CreateTransaction; answers Payme's id of the transaction. */
export async function holdByPayme(apiUrl: string, bill: Bill): Promise<string> {
  const request = holdRequest(bill)
  const { amount, account } = request
  await callPayme(apiUrl, 'CheckPerformTransaction', { amount, account })
  await callPayme(apiUrl, 'CreateTransaction', request)
  return request.id
}

/** A new transaction, as CreateTransaction names it. */
export const holdRequest = ({ ref, amount }: Bill) => ({
  id: randomBytes(12).toString('hex'),
  time: Date.now(),
  amount,
  account: { payment: ref },
})

const authorization = `Basic ${Buffer.from(`Paycom:${paymeKey}`).toString('base64')}`

/** One call of Payme's, as Payme makes it. Throws when the answer is not a result. */
export async function callPayme(apiUrl: string, method: string, params: object): Promise<void> {
  const response = await fetch(`${apiUrl}/webhooks/payme/${businessId}`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'text/json; charset=UTF-8' },
    body: JSON.stringify({ id: 1, method, params }),
  })
  const answer = (await response.json()) as { result?: object; error?: object }
  if (!answer.result) throw new Error(`Payme was refused at ${method}: ${JSON.stringify(answer.error)}`)
}

const checkout = /^https:\/\/checkout\.paycom\.uz\/([A-Za-z0-9+/=]+)$/
const payLinkIn = (buttons: SentMessage['buttons']) => buttons.find((button) => checkout.test(button))

function billOf({ buttons }: SentMessage): Bill {
  const [, encoded = ''] = checkout.exec(payLinkIn(buttons) ?? '') ?? []
  const fields = new Map(
    Buffer.from(encoded, 'base64')
      .toString()
      .split(';')
      .map((pair) => pair.split('=') as [string, string]),
  )
  return { ref: fields.get('ac.payment') ?? '', amount: Number(fields.get('a')) }
}
