import { buttonShapes, encodeButton, type Button, type ButtonField } from '../../domain/buttons'
import { crowd, type Facts } from './facts'
import { deepJson, hostileText, hostileValue, hugeNumbers, plantedPhone, pollution } from './hostile'
import { oneBitOff } from './payme-shots'
import type { Random } from './random'
import type { Request } from './shot'

export const telegramRoute = 'POST /webhooks/telegram/:botId'
/** Above those of the setting up; each update of the run has the number of its shot. */
export const firstUpdateId = 1_000_000

/** A call of Telegram's webhook, by Telegram about somebody who may not, or by somebody who is not Telegram. */
export function telegramShot(facts: Facts, random: Random, number: number): Request {
  const updateId = firstUpdateId + number
  const { kind, write } = random.pick(random.chance(0.6) ? presses : random.chance(0.6) ? updates : strangers)
  const { body, secret = facts.secrets.webhookSecret, botId = facts.botId } = write(facts, random, updateId)
  return {
    target: 'bots',
    route: telegramRoute,
    kind,
    method: 'POST',
    path: `/webhooks/telegram/${botId}`,
    headers: {
      'content-type': 'application/json',
      ...(secret !== null && { 'x-telegram-bot-api-secret-token': secret }),
    },
    body: Buffer.from(body, 'utf8'),
  }
}

interface Written {
  readonly body: string
  /** null: none. */
  readonly secret?: string | null
  readonly botId?: string
}

interface Wrong {
  readonly kind: string
  readonly write: (facts: Facts, random: Random, updateId: number) => Written
}

export const personOf = (id: number) => ({ id, is_bot: false, first_name: `Person ${id}`, language_code: 'ru' })
const chatOf = (id: number) => ({ id, type: 'private', first_name: `Person ${id}` })

export const pressBy = (from: number, data: string, updateId: number) => ({
  update_id: updateId,
  callback_query: {
    id: `query${updateId}`,
    from: personOf(from),
    chat_instance: '1',
    data,
    message: { message_id: 5, date: 1_790_000_000, chat: chatOf(from), text: 'ours' },
  },
})

export function messageBy(from: number, text: unknown, updateId: number) {
  const command = typeof text === 'string' ? /^\/\w+/.exec(text)?.[0] : undefined
  return {
    update_id: updateId,
    message: {
      message_id: updateId,
      date: 1_790_000_000,
      chat: chatOf(from),
      from: personOf(from),
      text,
      ...(command && { entities: [{ type: 'bot_command', offset: 0, length: command.length }] }),
    },
  }
}

type Verb = Button['verb']
const verbs = Object.keys(buttonShapes) as Verb[]
/** Everybody may do these for themselves, and changes something of their own. */
const onesOwn: readonly Verb[] = ['lang', 'write_support', 'enter_code']
/** Our admins may do these without naming anything that could be somebody else's. */
const namesNothing: readonly Verb[] = verbs.filter(
  (verb) => !buttonShapes[verb].fields.some((field) => /Id$|^code$|^ticket$|^transaction$/.test(field)),
)

/** A value that a button may carry; ids are those of `things`, which are right, or of nothing. */
function valueOf(field: ButtonField, things: Facts['ours'], random: Random): unknown {
  const unknown = random.letters(8)
  const samples: Record<ButtonField, readonly unknown[]> = {
    orderId: [things.orderId, unknown, things.subscriptionId],
    subscriptionId: [things.subscriptionId, unknown, things.orderId],
    planId: [things.planId, unknown],
    paymentId: [...things.paymentIds, `${unknown}.d`, `${things.subscriptionId}.9999`],
    transaction: ['1', '2', '999999999999999999'],
    productId: [things.productId, unknown],
    draft: [random.letters(10)],
    quantity: [1, 99],
    plan: ['full', 'deposit_balance', 'preorder'],
    score: [1, 5],
    lang: ['ru', 'uz', 'en'],
    on: [true, false],
    fate: ['keep', 'refund'],
    page: ['open', 'refunds', 'nudges', 'plans', 'codes'],
    gives: ['p10', 'gift'],
    limit: [1, 0],
    validDays: [1, 0],
    forPlan: ['*', things.planId],
    code: ['SPRING20', unknown.toUpperCase()],
    ticket: [1, 2, 999_999_999],
    list: ['all', 'flagged'],
    from: [0, 999],
    days: [1, 365],
    judgement: ['revoke', 'flag'],
    part: ['prices', 'channels'],
    field: ['price'],
    period: ['m1'],
    chatId: [things.chatId, '-9999999999999999999'],
  }
  return random.pick(samples[field])
}

function buttonOf(verb: Verb, things: Facts['ours'], random: Random): string {
  const fields = Object.fromEntries(buttonShapes[verb].fields.map((field) => [field, valueOf(field, things, random)]))
  return encodeButton({ verb, ...fields } as unknown as Button)
}

const press = (from: number, data: string, updateId: number): Written => ({
  body: JSON.stringify(pressBy(from, data, updateId)),
})

const presses: readonly Wrong[] = [
  {
    kind: 'press of a stranger',
    write: ({ ours, theirs }, random, updateId) => {
      const verb = random.pick(verbs.filter((each) => !onesOwn.includes(each)))
      // Whoever presses *Checkout* under goods of ours buys them.
      const things = verb === 'checkout' || verb === 'subscribe' ? theirs : random.pick([ours, theirs])
      return press(random.pick(crowd.pressers), buttonOf(verb, things, random), updateId)
    },
  },
  {
    kind: 'press of staff of another business',
    write: ({ ours, theirs }, random, updateId) => {
      const verb = random.pick(verbs.filter((each) => !onesOwn.includes(each)))
      const things = verb === 'checkout' || verb === 'subscribe' ? theirs : random.pick([ours, theirs])
      return press(random.pick(crowd.others), buttonOf(verb, things, random), updateId)
    },
  },
  {
    kind: "press of our admin on another business's",
    write: ({ theirs }, random, updateId) => {
      const verb = random.pick(verbs.filter((each) => !onesOwn.includes(each) && !namesNothing.includes(each)))
      const button = buttonOf(verb, theirs, random)
      return press(random.pick(crowd.admins), button, updateId)
    },
  },
  {
    kind: 'callback data that we never drew',
    write: ({ ours }, random, updateId) => {
      const { code } = buttonShapes[random.pick(verbs)]
      const data = random.pick([
        hostileText(random).slice(0, 200),
        code,
        `${code}:`,
        `${code}:${ours.orderId}:${ours.orderId}:1:2:3`,
        `${code}:${hostileText(random).slice(0, 60)}`,
        `${code.toUpperCase()}:${ours.orderId}`,
        `${code}:${ours.orderId}\u0000`,
        `${code}:${"a' OR 1=1"}`,
        `${code}${':'.repeat(500)}`,
        'a'.repeat(5_000),
      ])
      return press(random.pick(crowd.pressers), data, updateId)
    },
  },
]

const commands = [
  '/start',
  '/catalog',
  '/orders',
  '/plans',
  '/status',
  '/cancel',
  '/lang',
  '/terms',
  '/support',
  '/staff',
  '/audit',
  '/help',
  '/code',
]

const updates: readonly Wrong[] = [
  {
    kind: 'command with hostile words',
    write: (_facts, random, updateId) => {
      const command = random.pick(commands)
      const words = random.pick([
        '',
        hostileText(random).slice(0, 4_000),
        'p_atirgul25',
        'plan_club',
        'code_X',
        'p___proto__',
      ])
      return { body: JSON.stringify(messageBy(random.pick(crowd.writers), `${command} ${words}`, updateId)) }
    },
  },
  {
    kind: 'hostile text',
    write: (_facts, random, updateId) => ({
      body: JSON.stringify(
        messageBy(random.pick(crowd.writers), `${hostileText(random).slice(0, 4_000)} ${plantedPhone}`, updateId),
      ),
    }),
  },
  {
    kind: 'checkout of what is not theirs',
    write: ({ businessId, ours, theirs, due }, random, updateId) => ({
      body: JSON.stringify({
        update_id: updateId,
        pre_checkout_query: {
          id: `checkout${updateId}`,
          from: personOf(random.pick(crowd.writers)),
          currency: random.pick(['XTR', 'UZS', 'EUR', '']),
          total_amount: random.pick([0, 1, due.amount, 2 ** 52]),
          invoice_payload: random.pick([
            `${businessId}:${due.paymentId}:telegram:1001`,
            `${theirs.businessId}:${theirs.paymentIds[0] ?? ''}:telegram:1001`,
            `${businessId}:${theirs.paymentIds[0] ?? ''}:telegram:${crowd.admins[0] ?? 0}`,
            `${businessId}:${ours.paymentIds[0] ?? ''}`,
            hostileText(random).slice(0, 200),
          ]),
        },
      }),
    }),
  },
  {
    kind: 'money for nobody',
    write: ({ businessId, theirs }, random, updateId) => {
      const message = messageBy(random.pick(crowd.writers), undefined, updateId)
      const money = {
        currency: random.pick(['XTR', 'UZS', 'EUR']),
        total_amount: random.pick([1, 300, -5, 1.5, '300', 2 ** 53]),
        invoice_payload: random.pick([
          `${theirs.businessId}:${theirs.paymentIds[0] ?? ''}:telegram:1001`,
          `${businessId}:nobody.f:telegram:1001`,
          hostileText(random).slice(0, 100),
        ]),
        // No phone here: a charge's id is logged on purpose, for a person has to find out whose money it is.
        telegram_payment_charge_id: random.pick([`charge${updateId}`, '', "'; --", '\u0000', 'a'.repeat(300)]),
        provider_payment_charge_id: '',
      }
      const part = random.pick(['successful_payment', 'refunded_payment'])
      return { body: JSON.stringify({ ...message, message: { ...message.message, [part]: money } }) }
    },
  },
  {
    kind: 'update of wrong types',
    write: (_facts, random, updateId) => {
      const from = random.pick(crowd.writers)
      const part = random.pick([
        'message',
        'callback_query',
        'pre_checkout_query',
        'my_chat_member',
        'chat_member',
        'chat_join_request',
        'subscription',
      ])
      const good: Record<string, unknown> =
        part === 'message' ? messageBy(from, 'x', updateId).message : pressBy(from, 'c', updateId).callback_query
      const name = random.pick([
        ...Object.keys(good),
        'from',
        'chat',
        'new_chat_member',
        'user',
        'entities',
        'reply_to_message',
        'migrate_to_chat_id',
      ])
      return { body: JSON.stringify({ update_id: updateId, [part]: { ...good, [name]: hostileValue(random) } }) }
    },
  },
  {
    kind: 'no update at all',
    write: (_facts, random, updateId) => ({
      body: random.pick([
        JSON.stringify(hostileValue(random, 5)) ?? '',
        JSON.stringify({ update_id: hostileValue(random), message: messageBy(1, 'x', 1).message }),
        JSON.stringify({ update_id: updateId }),
        deepJson(random.between(100, 9_000), '{"a":'),
        `{"update_id":${updateId},"message":${deepJson(5_000, '[')}}`,
        hugeNumbers('update_id'),
        pollution(`"update_id":${updateId},"message":{"__proto__":{"from":{"id":2001}},"chat":{"id":1}}`),
        `{"update_id":${updateId},"callback_query":{"id":"a","from":{"id":1e400},"data":"c"}}`,
        '[]',
        'null',
      ]),
    }),
  },
]

/** The update is one that would be acted on: it is the sender who is wrong. */
const strangers: readonly Wrong[] = [
  {
    kind: 'secret wrong by one bit',
    write: (facts, random, updateId) => ({
      ...press(1001, `xx:${facts.ours.orderId}`, updateId),
      secret: oneBitOff(facts.secrets.webhookSecret, random),
    }),
  },
  {
    kind: 'wrong secret',
    write: (facts, random, updateId) => ({
      ...press(random.pick(crowd.admins), 'sna:0', updateId),
      secret: random.pick([null, '', facts.secrets.botToken, `${facts.secrets.webhookSecret}a`, 'a'.repeat(10_000)]),
    }),
  },
  {
    kind: 'another bot',
    write: (facts, random, updateId) => ({
      ...press(1001, `xx:${facts.ours.orderId}`, updateId),
      botId: random.pick([
        '1',
        `${facts.botId}0`,
        '__proto__',
        encodeURIComponent(facts.secrets.botToken),
        '%00',
        'a'.repeat(3_000),
      ]),
    }),
  },
]
