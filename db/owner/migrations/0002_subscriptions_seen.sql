-- Subscriptions, as the events tell of them.

ALTER TABLE events ADD COLUMN subscription_id text;
CREATE INDEX events_of_subscription ON events (business_id, subscription_id, position)
  WHERE subscription_id IS NOT NULL;

-- Events stored before now came without their subscription. The reader sees to it once for each feed.
ALTER TABLE feeds ADD COLUMN keeps_subscriptions boolean NOT NULL DEFAULT false;

-- How each subscription stands according to the last event about it.
CREATE TABLE subscriptions_seen (
  business_id     text NOT NULL,
  subscription_id text NOT NULL,
  number          integer NOT NULL,
  plan_id         text NOT NULL,
  state           text NOT NULL,
  currency        text NOT NULL,
  price           bigint NOT NULL,
  period_unit     text NOT NULL,
  period_count    integer NOT NULL,
  paid_until      timestamptz(3),
  renews          boolean NOT NULL,
  -- Periods that money was paid for.
  periods         integer NOT NULL,
  first_paid_at   timestamptz(3),
  trial_until     timestamptz(3),
  -- When it stopped giving access, and why; null while it does, and before it ever did.
  ended_at        timestamptz(3),
  end_reason      text CHECK (end_reason IN ('unpaid', 'cancelled', 'refund', 'revoked')),
  created_at      timestamptz(3) NOT NULL,
  last_event_at   timestamptz(3) NOT NULL,
  PRIMARY KEY (business_id, subscription_id)
);
CREATE INDEX subscriptions_seen_by_number ON subscriptions_seen (business_id, number);
CREATE INDEX subscriptions_seen_by_state ON subscriptions_seen (business_id, state, paid_until);

-- Questions ------------------------------------------------------------------------------------------------------

-- The steps of a subscription, in the order of the feed: whether it gave access before and after each, and why it no
-- longer does. domain/subscription-states.ts says which states give access (givesAccess).
CREATE VIEW subscription_steps AS
SELECT business_id, subscription_id, position, occurred_at, type,
       payload->'subscription'->>'state' IN ('active', 'cancelled', 'grace', 'flagged') AS lives,
       coalesce(lag(payload->'subscription'->>'state' IN ('active', 'cancelled', 'grace', 'flagged')) OVER step, false) AS lived,
       CASE WHEN type = 'subscription_refunded' THEN 'refund'
            WHEN payload->>'action' = 'revoke' THEN 'revoked'
            WHEN payload->'subscription'->>'renews' = 'false' THEN 'cancelled'
            ELSE 'unpaid' END AS end_reason
FROM events
WHERE understood AND subscription_id IS NOT NULL
  AND type IN ('subscription_created', 'subscription_period_begun', 'subscription_extended', 'subscription_changed',
               'subscription_refunded')
WINDOW step AS (PARTITION BY business_id, subscription_id ORDER BY position);

-- From when to when a subscription gave access. ended_at null: it still does.
CREATE VIEW subscription_lives AS
SELECT business_id, subscription_id, began_at, ended_at, end_reason
FROM (
  SELECT business_id, subscription_id, lives, occurred_at AS began_at,
         lead(occurred_at) OVER turn AS ended_at, lead(end_reason) OVER turn AS end_reason
  FROM subscription_steps
  WHERE lives <> lived
  WINDOW turn AS (PARTITION BY business_id, subscription_id ORDER BY position)
) turns
WHERE lives;

-- Money of periods is money too: its currency is the subscription's.
CREATE OR REPLACE VIEW money_moved AS
SELECT business_id, order_id, type, occurred_at,
       payload->>'payment_id' AS payment_id,
       payload->>'provider' AS provider,
       coalesce(payload->'order'->>'currency', payload->'subscription'->>'currency') AS currency,
       CASE WHEN payload->>'provider_currency'
                 = coalesce(payload->'order'->>'currency', payload->'subscription'->>'currency')
            THEN (payload->>'provider_amount')::bigint ELSE (payload->>'amount')::bigint END AS amount,
       payload->>'provider_currency' AS provider_currency,
       (payload->>'provider_amount')::bigint AS provider_amount,
       subscription_id
FROM events
WHERE understood AND type IN ('payment_performed', 'payment_landed_late', 'payment_doubled',
                              'refund_requested', 'refund_completed');

CREATE OR REPLACE VIEW refunds_waiting AS
SELECT business_id, order_id, payment_id, provider, currency, amount,
       count(*) FILTER (WHERE type = 'refund_requested') - count(*) FILTER (WHERE type = 'refund_completed') AS waiting,
       subscription_id
FROM money_moved
WHERE type IN ('refund_requested', 'refund_completed')
GROUP BY business_id, order_id, subscription_id, payment_id, provider, currency, amount
HAVING count(*) FILTER (WHERE type = 'refund_requested') > count(*) FILTER (WHERE type = 'refund_completed');

-- Periods that are asked for and not paid: the last word about their payment is that it is due.
CREATE VIEW periods_due AS
SELECT business_id, subscription_id, payment_id, currency, amount
FROM (
  SELECT DISTINCT ON (business_id, payload->>'payment_id')
         business_id, subscription_id, type, payload->>'payment_id' AS payment_id,
         payload->'subscription'->>'currency' AS currency, (payload->>'amount')::bigint AS amount
  FROM events
  WHERE understood AND subscription_id IS NOT NULL AND payload->>'kind' = 'period'
    AND type IN ('payment_opened', 'payment_released', 'payment_held', 'payment_performed', 'payment_landed_late',
                 'payment_expired', 'payment_cancelled')
  ORDER BY business_id, payload->>'payment_id', position DESC
) last_word
WHERE type IN ('payment_opened', 'payment_released', 'payment_held');
