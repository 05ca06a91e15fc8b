import { z } from 'zod'
import type { FeedReject } from '../../db/owner/feed'
import type { FeedEvent, Meaning, ReadEvent } from '../../db/owner/projection'
import {
  eventCatalog,
  eventVersion,
  orderSnapshotSchema,
  subscriptionSnapshotSchema,
  type EventType,
} from '../../domain/events'
import type { BusinessId } from '../../domain/ids'

/** The answer of `GET /api/v1/events`. Items are read one by one, so that a strange one does not cost the others. */
export const feedAnswerSchema = z.object({
  events: z.array(z.unknown()).max(1000),
  next: z.string().min(1).max(200),
  has_more: z.boolean(),
})

/** What every event has, of any type and version: the contract's fields without their meaning. */
const envelopeSchema = z.object({
  event_id: z.uuid(),
  cursor: z.string().max(200),
  type: z.string().min(1).max(100),
  version: z.number().int().min(1).max(1_000_000),
  business_id: z.string().max(100),
  user_id: z.string().max(200).nullable(),
  order_id: z.string().max(100).nullable(),
  // A shop that is older than subscriptions does not send it.
  subscription_id: z.string().max(100).nullish(),
  occurred_at: z.iso.datetime().refine((text) => text >= '2000' && text < '3000', 'a time of this millennium'),
  dedupe_key: z.string().max(500),
  payload: z.record(z.string(), z.unknown()),
})

/** The columns are 4-byte integers. */
const storableInteger = z.number().int().min(0).max(2_147_483_647)
const storableOrder = orderSnapshotSchema.extend({ number: storableInteger })
const storableSubscription = subscriptionSnapshotSchema.extend({
  number: storableInteger,
  period: subscriptionSnapshotSchema.shape.period.extend({ count: storableInteger }),
})

/** Bodies of rejects are kept for an operator's eye, not for ever growing. */
const rejectLimit = 4_000

/** An item of the feed as this business's event, or what is wrong with it. Never throws. */
export function readItem(item: unknown, businessId: BusinessId): ReadEvent | FeedReject {
  const body = JSON.stringify(item) ?? 'undefined'
  const refused = (problem: string): FeedReject => ({
    problem: problem.slice(0, 500),
    body: body.slice(0, rejectLimit),
  })
  const envelope = envelopeSchema.safeParse(item)
  if (!envelope.success) return refused(z.prettifyError(envelope.error))
  const { data } = envelope
  if (data.business_id !== businessId) return refused(`an event of business ${data.business_id}`)
  if (unstorable.test(body)) return refused('contains U+0000 or half a surrogate pair')
  const event: FeedEvent = {
    eventId: data.event_id,
    cursor: data.cursor,
    type: data.type,
    version: data.version,
    userId: data.user_id,
    orderId: data.order_id,
    subscriptionId: data.subscription_id ?? null,
    occurredAt: new Date(data.occurred_at),
    dedupeKey: data.dedupe_key,
    payload: data.payload,
  }
  return { ...event, ...meaningOf(event) }
}

/** Postgres keeps neither U+0000 nor half a surrogate pair in jsonb: one such event would stop the feed for good. */
const unstorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f]..)/

export const isEvent = (item: ReadEvent | FeedReject): item is ReadEvent => 'eventId' in item
export const isReject = (item: ReadEvent | FeedReject): item is FeedReject => !isEvent(item)

/**
 * What this release makes of an event. A type that we do not know still tells how its order or subscription stands,
 * because within a version payloads only grow; of another version nothing is taken.
 */
export function meaningOf({ type, version, orderId, subscriptionId, payload }: FeedEvent): Meaning {
  const nothing: Meaning = { understood: false, order: null, subscription: null }
  if (version !== eventVersion) return nothing
  const shape = isKnown(type) ? eventCatalog[type] : null
  const understood = shape !== null && shape.safeParse(payload).success
  if (shape !== null && !understood) return nothing
  const order = storableOrder.safeParse(payload.order)
  const subscription = storableSubscription.safeParse(payload.subscription)
  const unreadable =
    (payload.order !== undefined && !order.success) || (payload.subscription !== undefined && !subscription.success)
  if (understood && unreadable) return nothing
  return {
    understood,
    order: orderId !== null && order.success ? order.data : null,
    subscription: subscriptionId !== null && subscription.success ? subscription.data : null,
  }
}

const isKnown = (type: string): type is EventType => Object.hasOwn(eventCatalog, type)
