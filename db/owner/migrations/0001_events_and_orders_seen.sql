-- The owner-bot's own database. It holds what the shop's event feed said, and nothing else of the shop.

-- Where the reader stands in the feed of a business.
CREATE TABLE feeds (
  business_id text PRIMARY KEY,
  cursor      text -- null: nothing read yet
);

-- How fresh each source of numbers is. current_at: the source had nothing newer then; answered_at: it answered at all.
CREATE TABLE sources (
  business_id   text NOT NULL,
  name          text NOT NULL CHECK (name IN ('events', 'temporal')),
  answered_at   timestamptz(3),
  current_at    timestamptz(3),
  failing_since timestamptz(3),
  failure       text,
  PRIMARY KEY (business_id, name)
);

-- Every event as it came, in the order of the feed. understood = false: a type or version that this release does not
-- know; a later one reads it again.
CREATE TABLE events (
  position    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  business_id text NOT NULL,
  event_id    uuid NOT NULL,
  cursor      text NOT NULL,
  type        text NOT NULL,
  version     integer NOT NULL,
  user_id     text,
  order_id    text,
  occurred_at timestamptz(3) NOT NULL,
  dedupe_key  text NOT NULL,
  payload     jsonb NOT NULL,
  understood  boolean NOT NULL,
  UNIQUE (business_id, event_id)
);
CREATE INDEX events_of_order ON events (business_id, order_id, position);
CREATE INDEX events_by_type ON events (business_id, type, occurred_at);
CREATE INDEX events_not_understood ON events (business_id, position) WHERE NOT understood;

-- Events of a feed that the shop has begun anew (a fresh or restored database). Set aside, not counted, not deleted.
CREATE TABLE events_set_aside (
  business_id  text NOT NULL,
  set_aside_at timestamptz(3) NOT NULL,
  event        jsonb NOT NULL
);

-- What came over the feed and is not an event at all. The digest keeps a repeat from filling the table.
CREATE TABLE feed_rejects (
  business_id text NOT NULL,
  digest      text NOT NULL,
  problem     text NOT NULL,
  body        text NOT NULL,
  seen_at     timestamptz(3) NOT NULL,
  PRIMARY KEY (business_id, digest)
);

-- How each order stands according to the last event about it.
CREATE TABLE orders_seen (
  business_id   text NOT NULL,
  order_id      text NOT NULL,
  number        integer NOT NULL,
  plan          text NOT NULL,
  state         text NOT NULL,
  stage         text NOT NULL,
  currency      text NOT NULL,
  total         bigint NOT NULL,
  paid          bigint NOT NULL,
  due_now       bigint NOT NULL,
  remaining_due bigint NOT NULL,
  due_at        timestamptz(3),
  created_at    timestamptz(3) NOT NULL,
  -- The first event, or the one that brought the order back: when the workflow run that shows its stage was started.
  started_at    timestamptz(3) NOT NULL,
  last_event_at timestamptz(3) NOT NULL,
  PRIMARY KEY (business_id, order_id)
);
CREATE INDEX orders_seen_by_stage ON orders_seen (business_id, stage, started_at);

-- People ----------------------------------------------------------------------------------------------------------

CREATE TABLE languages (
  business_id text NOT NULL,
  external_id text NOT NULL,
  lang        text NOT NULL CHECK (lang IN ('ru', 'uz', 'en')),
  PRIMARY KEY (business_id, external_id)
);

-- People without access who were told so, and when: nobody is told twice within an hour.
CREATE TABLE strangers (
  business_id text NOT NULL,
  external_id text NOT NULL,
  told_at     timestamptz(3) NOT NULL,
  PRIMARY KEY (business_id, external_id)
);

CREATE TABLE audit (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  business_id text NOT NULL,
  at          timestamptz(3) NOT NULL,
  external_id text NOT NULL,
  role        text NOT NULL CHECK (role IN ('owner', 'admin', 'stranger')),
  action      text NOT NULL,
  detail      jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_by_time ON audit (business_id, at);

-- Questions ------------------------------------------------------------------------------------------------------

-- Money that moved, in the order's currency: what the provider said where it is in that currency, else the price of
-- the stage it paid (Stars).
CREATE VIEW money_moved AS
SELECT business_id, order_id, type, occurred_at,
       payload->>'payment_id' AS payment_id,
       payload->>'provider' AS provider,
       payload->'order'->>'currency' AS currency,
       CASE WHEN payload->>'provider_currency' = payload->'order'->>'currency'
            THEN (payload->>'provider_amount')::bigint ELSE (payload->>'amount')::bigint END AS amount,
       payload->>'provider_currency' AS provider_currency,
       (payload->>'provider_amount')::bigint AS provider_amount
FROM events
WHERE understood AND type IN ('payment_performed', 'payment_landed_late', 'payment_doubled',
                              'refund_requested', 'refund_completed');

-- Refunds asked for and not done. A provider may also return money that nobody asked it to: only as many completions
-- as there were requests for the same payment, provider and sum are set against them.
CREATE VIEW refunds_waiting AS
SELECT business_id, order_id, payment_id, provider, currency, amount,
       count(*) FILTER (WHERE type = 'refund_requested') - count(*) FILTER (WHERE type = 'refund_completed') AS waiting
FROM money_moved
WHERE type IN ('refund_requested', 'refund_completed')
GROUP BY business_id, order_id, payment_id, provider, currency, amount
HAVING count(*) FILTER (WHERE type = 'refund_requested') > count(*) FILTER (WHERE type = 'refund_completed');
