import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { eventsQueryLimits } from '../api/events'
import {
  eventCatalog,
  eventSchema,
  eventVersion,
  orderSnapshotSchema,
  subscriptionSnapshotSchema,
  type EventType,
} from '../domain/events'

/** `npm run contract`: writes the page that the readers of the event feed rely on from the catalog in domain/events.ts. */
export const contractFile = join(__dirname, '..', 'docs', 'contract.md')

/** When each fact is told. A new event needs its sentence here, or this file does not compile. */
const told: Readonly<Record<EventType, string>> = {
  order_created: 'An order was placed: its lines, its stages of money and its stock are kept.',
  order_rejected: 'An order could not be placed (`sold_out`, `not_for_sale`); it is `cancelled` from the start.',
  order_offered: 'The order is offered to the florists; `round` grows each time nobody took it.',
  order_accepted: 'A florist took the order; who, says `actor`.',
  order_given_back: 'The florist gave the order back; it is offered again.',
  order_assembled: 'The order is assembled and waits for a courier.',
  order_handed_over: 'A courier has the order. From here on a provider can no longer take money back by itself.',
  order_delivered: 'The order was delivered.',
  order_rated: 'The buyer rated the order.',
  order_closed: 'The order is done; nothing more is expected of it.',
  order_cancelled: 'The order was cancelled, by whom says `actor`. Money already paid is told of by `refund_*`.',
  order_expired: 'A stage was not paid in time and the order ended.',
  order_revived: 'Late money brought an ended order back; `from` is the stage it had ended in.',
  order_refunded: 'All money of an ended order has gone back.',
  order_late: 'The order waits longer than the business allows; for whom, says `waiting_for`.',
  goods_awaited: 'The deposit of a preorder is paid; the goods are awaited.',
  goods_arrived: 'The goods of a preorder arrived.',
  deposit_fate_asked: 'The balance was not paid, and the owner is asked what becomes of the deposit.',
  deposit_fate_decided: 'The balance was not paid, and it was decided what becomes of the deposit.',
  nudges_switched: 'Reminders of this order were switched on or off.',
  subscription_created: 'A buyer has agreed to a plan; its first period is not paid yet.',
  subscription_refunded:
    'The money of a period went back, and what was left of its time with it; `refunded` when no time is left.',
  subscription_period_begun: 'A period of a subscription was paid for and begins, now or where the paid time ends.',
  subscription_extended: 'Time was given that nobody paid for: a trial, a gift, a kindness of staff.',
  subscription_changed:
    'One step of its table, or staff changed what the end of its time brings (`pause`, `vip_on`, `change_plan`).',
  star_renewal_changed: 'Telegram said that it charges by itself, does not any more, or could not.',
  access_granted: 'The buyer may be in the channel from now on; a link is on its way.',
  access_expired: 'The time is over, and the buyer is taken out of the channel.',
  access_revoked:
    'The right to be in the channel ended before its time (`refund`, `revoked`, `paused`, `plan_changed`).',
  access_denied: 'Somebody at the door of the channel was not let in, or got no link; why, says `deny_reason`.',
  member_joined: 'Telegram tells that the buyer is in the channel.',
  member_left: 'Telegram tells that the buyer is no longer in the channel.',
  payment_opened: 'A stage of money is due from now on.',
  payment_held: 'A provider is about to debit the buyer; nobody else can pay this stage now.',
  payment_released: 'The provider gave up, or its limit passed; the stage is due again.',
  payment_performed: 'The money of a stage has come in.',
  payment_landed_late: 'Money came in for a stage that had ended: the order was revived, or a refund began.',
  payment_doubled: 'Money came in that nobody asked for (paid twice, or a wrong sum); a refund began.',
  payment_extended: 'The buyer was given more time.',
  payment_expired: 'A stage was not paid in time.',
  payment_cancelled: 'A stage is no longer asked for.',
  nudge_sent: 'The buyer was reminded to pay.',
  nudge_skipped: 'A reminder was due and not sent; why, says `reason`.',
  refund_requested: 'Money is to go back to the buyer.',
  refund_completed: 'Money has gone back to the buyer.',
  refund_failed: 'A provider refused to give money back; somebody must look at it.',
  buyer_unreachable: 'The buyer cannot be written to any more (blocked the bot, deleted the account).',
}

type JsonSchema = z.core.JSONSchema.BaseSchema

// A payload grows within a version, so the schema must let members pass that it does not know: the "input" side.
function schemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      // The format says it; the pattern of a date is a page of its own.
      if (jsonSchema.format) delete jsonSchema.pattern
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    },
  })
  return rest
}

const types = Object.keys(eventCatalog) as EventType[]
const common = Object.keys(eventCatalog.order_created.shape)

/** The whole page, ending in a newline. */
export function contractPage(): string {
  const { limit, defaultLimit, waitSeconds } = eventsQueryLimits
  return `<!-- Written by \`npm run contract\` from domain/events.ts. Do not edit: a test compares. -->
# The event feed

Version ${eventVersion}. This is everything that a program outside the shop may know of it: the owner-bot reads nothing else.

## Asking

\`\`\`
GET /api/v1/events?after=<cursor>&limit=<1..${limit}>&wait=<0..${waitSeconds}>
Authorization: Bearer <token of the business>
\`\`\`

- The token decides which business is read.
- \`after\`: the \`next\` of the answer before. Left out, the feed is read from its beginning. The form of a cursor may change; pass it back as it came.
- \`limit\`: events in an answer, ${defaultLimit} if left out.
- \`wait\`: seconds to wait for the first event when there is none yet, 0 if left out.

\`\`\`json
{ "events": [], "next": "4711-1042", "has_more": false }
\`\`\`

Store \`next\` together with what you made of the events, and ask again with it: at once while \`has_more\`, later otherwise.

## What is promised

- An event and the change that it reports were made together: there is no event of something that did not happen, and nothing listed here happens without its event.
- Events come in one order that never changes. An event of a transaction that commits late is not passed over: newer events wait until it is there, normally for milliseconds.
- A reader that stores its cursor misses nothing. One that stores it after its work may see events again: drop those whose \`event_id\` it has.
- Within a version, events only gain members and new types appear. Ignore what you do not know.
- Amounts are decimal strings of minor units (UZS, KZT, USD: 1/100; XTR: whole Stars). Times are UTC.
- There is no name, phone number or address of a person in an event; \`user_id\` is the buyer's id in its channel.

## Refusals

RFC 9457 \`application/problem+json\` with a stable \`code\`:

- 400 \`bad_query\`, \`bad_cursor\`: the question is wrong; asking again will not help.
- 401 \`unauthorized\`: the token is missing or wrong. 429 \`too_many_failures\`: it was wrong too often; wait a minute.
- 409 \`cursor_ahead\`: the cursor is of another database, because the shop was begun anew or restored. Drop what you know and read from the beginning.
- 503 \`unavailable\`: ask again in a few seconds.

## An event

${fieldsOf(eventSchema)}

## The order in an event

Every event about an order carries \`actor\` and the order as it stands right after the fact, so a reader needs no earlier event to know where an order is.

${fieldsOf(orderSnapshotSchema)}

## The subscription in an event

Every event about a subscription carries \`actor\` and the subscription as it stands right after the fact. An event about a payment carries the order or the subscription that it pays for.

${fieldsOf(subscriptionSnapshotSchema)}

## The events

\`order\` (above) and \`actor\` are in all of them and are not repeated${exceptions()}.

${types.map(section).join('\n\n')}

## As JSON Schema

\`Event\` is the form of each event; the payload of an event has the form that bears the name of its type.

\`\`\`json
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$defs": {
${definitions().join(',\n')}
  }
}
\`\`\`
`
}

function section(type: EventType): string {
  const schema: z.ZodObject = eventCatalog[type]
  const own = Object.keys(schema.shape).filter((name) => !common.includes(name))
  const lines = own.length > 0 ? `\n\n${fieldsOf(schema, own)}` : ''
  return `### \`${type}\`\n\n${told[type]}${lines}`
}

function exceptions(): string {
  const without = types.filter((type) => !common.every((name) => name in eventCatalog[type].shape))
  return without.length === 0
    ? ''
    : ` (\`${without.join('`, `')}\` carry a \`subscription\` instead, and \`buyer_unreachable\` neither)`
}

function fieldsOf(schema: z.ZodObject, names = Object.keys(schema.shape)): string {
  const { properties = {} } = schemaOf(schema)
  return names
    .map((name) => {
      const field = properties[name]
      const note = typeof field === 'object' ? describe(field) : 'anything'
      return `- \`${name}\`: ${note}`
    })
    .join('\n')
}

function describe(field: JsonSchema): string {
  const choices = (field.anyOf ?? [field]) as JsonSchema[]
  const words = choices.map((choice) => {
    if (choice.const !== undefined) return `\`${JSON.stringify(choice.const)}\``
    // The types are the headings of this very page.
    if (choice.enum && choice.enum.length === types.length) return 'one of the types below'
    if (choice.enum) return choice.enum.map((value) => `\`${String(value)}\``).join(' | ')
    const kinds = [choice.type ?? 'anything'].flat().join(' or ')
    return choice.format ? `${kinds} (${choice.format})` : kinds
  })
  const note = field.description ?? choices.find((choice) => choice.description)?.description
  return `${words.join(' or ')}${note ? `; ${note}` : ''}`
}

function definitions(): string[] {
  const named: [string, z.ZodType][] = [
    ['Event', eventSchema],
    ['OrderSnapshot', orderSnapshotSchema],
    ...types.map((type): [string, z.ZodType] => [type, eventCatalog[type]]),
  ]
  const snapshot = JSON.stringify(schemaOf(orderSnapshotSchema))
  return named.map(([name, schema]) => {
    const text = JSON.stringify(schemaOf(schema))
    const shared = name === 'OrderSnapshot' ? text : text.replace(snapshot, '{"$ref":"#/$defs/OrderSnapshot"}')
    return `    ${JSON.stringify(name)}: ${shared}`
  })
}

async function write(): Promise<void> {
  const page = contractPage()
  const before = await readFile(contractFile, 'utf8').catch(() => '')
  if (before !== page) await writeFile(contractFile, page)
  console.log(before === page ? 'docs/contract.md is current' : 'docs/contract.md was written')
}

if (require.main === module) void write()
