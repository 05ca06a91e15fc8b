-- Businesses and people -------------------------------------------------------------------------------------------

CREATE TABLE businesses (
  id          text PRIMARY KEY,
  name        text NOT NULL,
  currency    text NOT NULL CHECK (currency IN ('UZS', 'KZT', 'USD')),
  zone        text NOT NULL,
  settings    jsonb NOT NULL DEFAULT '{}',
  support_url text,
  terms       jsonb NOT NULL DEFAULT '{}',
  last_order_number integer NOT NULL DEFAULT 1000,
  created_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE staff (
  business_id text NOT NULL REFERENCES businesses,
  external_id text NOT NULL,
  role        text NOT NULL CHECK (role IN ('owner', 'admin', 'manager', 'florist', 'courier', 'accountant')),
  name        text NOT NULL,
  lang        text NOT NULL DEFAULT 'ru' CHECK (lang IN ('ru', 'uz', 'en')),
  PRIMARY KEY (business_id, external_id)
);
CREATE UNIQUE INDEX staff_one_owner ON staff (business_id) WHERE role = 'owner';

CREATE TABLE buyers (
  business_id    text NOT NULL REFERENCES businesses,
  id             text NOT NULL, -- channel:external_id
  external_id    text NOT NULL,
  name           text NOT NULL,
  lang           text NOT NULL DEFAULT 'ru' CHECK (lang IN ('ru', 'uz', 'en')),
  nudges_on      boolean NOT NULL DEFAULT true,
  unreachable_at timestamptz,
  created_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (business_id, id)
);

-- Goods -----------------------------------------------------------------------------------------------------------

CREATE TABLE products (
  business_id text NOT NULL REFERENCES businesses,
  id          text NOT NULL,
  names       jsonb NOT NULL, -- {"ru", "uz", "en"}
  texts       jsonb NOT NULL,
  price       bigint NOT NULL CHECK (price > 0),
  stock       integer NOT NULL CHECK (stock >= 0),
  -- Set for goods that have not arrived yet: they are sold by preorder only.
  arrives_on  date,
  emoji       text NOT NULL DEFAULT '💐',
  active      boolean NOT NULL DEFAULT true,
  position    integer NOT NULL DEFAULT 0,
  PRIMARY KEY (business_id, id)
);

-- Orders ----------------------------------------------------------------------------------------------------------

CREATE TABLE orders (
  business_id text NOT NULL REFERENCES businesses,
  id          text NOT NULL,
  number      integer NOT NULL,
  buyer_id    text NOT NULL,
  plan        text NOT NULL CHECK (plan IN ('full', 'deposit_balance', 'preorder')),
  state       text NOT NULL CHECK (state IN ('placing', 'awaiting_payment', 'awaiting_goods', 'offered', 'accepted',
                'assembled', 'out_for_delivery', 'delivered', 'closed', 'cancelled', 'expired', 'refunded')),
  currency    text NOT NULL,
  total       bigint NOT NULL CHECK (total > 0),
  nudges_on   boolean NOT NULL DEFAULT true,
  -- How many times late money brought it back.
  revivals    integer NOT NULL DEFAULT 0,
  -- Who ended it: late money never revives what staff cancelled.
  ended_by    text,
  end_reason  text,
  deposit_fate text CHECK (deposit_fate IN ('asked', 'keep', 'refund')),
  goods_arrived_at timestamptz,
  florist_id  text,
  courier_id  text,
  score       smallint CHECK (score BETWEEN 1 AND 5),
  created_at  timestamptz NOT NULL DEFAULT now(),
  changed_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (business_id, id),
  UNIQUE (business_id, number),
  FOREIGN KEY (business_id, buyer_id) REFERENCES buyers (business_id, id)
);
CREATE INDEX orders_of_buyer ON orders (business_id, buyer_id, created_at DESC);
CREATE INDEX orders_open ON orders (business_id, state) WHERE state NOT IN ('closed', 'cancelled', 'expired', 'refunded');

CREATE TABLE order_lines (
  business_id text NOT NULL,
  order_id    text NOT NULL,
  product_id  text NOT NULL,
  names       jsonb NOT NULL,
  quantity    integer NOT NULL CHECK (quantity > 0),
  unit_price  bigint NOT NULL CHECK (unit_price > 0),
  PRIMARY KEY (business_id, order_id, product_id),
  FOREIGN KEY (business_id, order_id) REFERENCES orders (business_id, id)
);

-- A hold counts while it is neither ended nor used and expires_at > now(): a late sweeper can never oversell.
CREATE TABLE stock_holds (
  business_id text NOT NULL,
  order_id    text NOT NULL,
  product_id  text NOT NULL,
  quantity    integer NOT NULL CHECK (quantity > 0),
  expires_at  timestamptz NOT NULL,
  released_at timestamptz,
  used_at     timestamptz,
  PRIMARY KEY (business_id, order_id, product_id),
  FOREIGN KEY (business_id, order_id) REFERENCES orders (business_id, id),
  FOREIGN KEY (business_id, product_id) REFERENCES products (business_id, id)
);
CREATE INDEX stock_holds_active ON stock_holds (business_id, product_id) WHERE released_at IS NULL AND used_at IS NULL;

-- Money -----------------------------------------------------------------------------------------------------------

CREATE TABLE payments (
  business_id text NOT NULL,
  id          text NOT NULL,
  order_id    text NOT NULL,
  ref         text NOT NULL, -- what the payer sees in Payme and Click: 1042D
  position    smallint NOT NULL,
  kind        text NOT NULL CHECK (kind IN ('full', 'deposit', 'balance')),
  amount      bigint NOT NULL CHECK (amount > 0),
  currency    text NOT NULL,
  state       text NOT NULL DEFAULT 'scheduled'
                CHECK (state IN ('scheduled', 'due', 'held', 'paid', 'expired', 'cancelled', 'refunded')),
  opened_at   timestamptz,
  expires_at  timestamptz,
  extended_at timestamptz,
  settled_at  timestamptz,
  PRIMARY KEY (business_id, id),
  UNIQUE (business_id, ref),
  FOREIGN KEY (business_id, order_id) REFERENCES orders (business_id, id)
);
CREATE INDEX payments_of_order ON payments (business_id, order_id);

-- One row per transaction of a provider: the state the protocols ask for. What moved, and when, is in the entries.
CREATE TABLE provider_transactions (
  our_id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  business_id   text NOT NULL,
  provider      text NOT NULL CHECK (provider IN ('payme', 'click', 'stars', 'telegram_fiat', 'manual')),
  external_id   text NOT NULL,
  payment_id    text NOT NULL,
  amount        bigint NOT NULL CHECK (amount > 0),
  currency      text NOT NULL,
  state         text NOT NULL CHECK (state IN ('held', 'performed', 'released', 'refunded')),
  provider_time timestamptz(3) NOT NULL,
  held_at       timestamptz(3) NOT NULL,
  performed_at  timestamptz(3),
  ended_at      timestamptz(3),
  reason        smallint,
  UNIQUE (business_id, provider, external_id),
  FOREIGN KEY (business_id, payment_id) REFERENCES payments (business_id, id)
);
CREATE INDEX provider_transactions_of_payment ON provider_transactions (business_id, payment_id);
CREATE INDEX provider_transactions_by_time ON provider_transactions (business_id, provider, provider_time);
-- Two transactions can never hold one payment, whatever the code above says.
CREATE UNIQUE INDEX provider_transactions_one_hold ON provider_transactions (business_id, payment_id) WHERE state = 'held';

CREATE TABLE payment_entries (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  business_id   text NOT NULL,
  payment_id    text NOT NULL,
  kind          text NOT NULL CHECK (kind IN ('hold', 'perform', 'release', 'refund')),
  -- In the payment's currency; what the provider moved, in its own, beside it.
  amount        bigint NOT NULL CHECK (amount > 0),
  currency      text NOT NULL,
  provider      text NOT NULL,
  external_id   text NOT NULL,
  provider_amount   bigint NOT NULL CHECK (provider_amount > 0),
  provider_currency text NOT NULL,
  actor         text NOT NULL,
  provider_time timestamptz(3) NOT NULL,
  recorded_at   timestamptz(3) NOT NULL,
  UNIQUE (business_id, provider, external_id, kind),
  FOREIGN KEY (business_id, payment_id) REFERENCES payments (business_id, id)
);
CREATE INDEX payment_entries_of_payment ON payment_entries (business_id, payment_id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER payment_entries_append_only BEFORE UPDATE OR DELETE ON payment_entries
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payment_entries_never_emptied BEFORE TRUNCATE ON payment_entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE refunds (
  business_id  text NOT NULL,
  payment_id   text NOT NULL,
  provider     text NOT NULL,
  external_id  text NOT NULL,
  reason       text NOT NULL,
  -- requested: the provider is being asked; awaiting_staff: on the owner's list with instructions.
  state        text NOT NULL CHECK (state IN ('requested', 'awaiting_staff', 'completed')),
  requested_by text NOT NULL,
  requested_at timestamptz NOT NULL,
  completed_by text,
  completed_at timestamptz,
  PRIMARY KEY (business_id, provider, external_id),
  FOREIGN KEY (business_id, payment_id) REFERENCES payments (business_id, id)
);
CREATE INDEX refunds_open ON refunds (business_id) WHERE state <> 'completed';

-- What was taken and not given back, per payment. Never stored by hand.
-- A subquery a row, not a join of groups: a query for one order then reads only that order's entries.
CREATE VIEW payment_balances AS
SELECT p.business_id, p.id AS payment_id, p.order_id,
       (SELECT coalesce(sum(CASE e.kind WHEN 'perform' THEN e.amount WHEN 'refund' THEN -e.amount ELSE 0 END), 0)
        FROM payment_entries e
        WHERE e.business_id = p.business_id AND e.payment_id = p.id)::bigint AS received
FROM payments p;

CREATE VIEW order_dues AS
SELECT o.business_id, o.id AS order_id,
       coalesce(sum(b.received), 0)::bigint AS paid,
       coalesce(sum(p.amount) FILTER (WHERE p.state IN ('due', 'held')), 0)::bigint AS due_now,
       coalesce(sum(p.amount) FILTER (WHERE p.state IN ('scheduled', 'due', 'held')), 0)::bigint AS remaining_due,
       min(p.kind) FILTER (WHERE p.state IN ('due', 'held')) AS due_kind,
       min(p.expires_at) FILTER (WHERE p.state IN ('due', 'held')) AS due_at
FROM orders o
LEFT JOIN payments p ON p.business_id = o.business_id AND p.order_id = o.id
LEFT JOIN payment_balances b ON b.business_id = p.business_id AND b.payment_id = p.id
GROUP BY o.business_id, o.id;

-- Facts, messages ------------------------------------------------------------------------------------------------

CREATE TABLE business_events (
  seq         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Readers follow (tx, seq) below the oldest open transaction, so an event that commits late is never passed over.
  tx          xid8 NOT NULL DEFAULT pg_current_xact_id(),
  event_id    uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
  type        text NOT NULL,
  version     smallint NOT NULL,
  business_id text NOT NULL REFERENCES businesses,
  user_id     text,
  order_id    text,
  occurred_at timestamptz(3) NOT NULL,
  dedupe_key  text NOT NULL,
  payload     jsonb NOT NULL,
  UNIQUE (business_id, dedupe_key)
);
CREATE INDEX business_events_feed ON business_events (business_id, tx, seq);
CREATE INDEX business_events_of_order ON business_events (business_id, order_id, seq);

-- One row per message we mean to send; a retry after a recorded send sends nothing.
CREATE TABLE outbound_messages (
  business_id text NOT NULL REFERENCES businesses,
  dedupe_key  text NOT NULL,
  chat_id     text NOT NULL,
  order_id    text,
  payment_id  text,
  message_id  bigint,
  -- sending, sent, unreachable (403), refused (another final 4xx)
  state       text NOT NULL DEFAULT 'sending' CHECK (state IN ('sending', 'sent', 'unreachable', 'refused')),
  error       text,
  has_buttons boolean NOT NULL DEFAULT false,
  created_at  timestamptz NOT NULL DEFAULT now(),
  sent_at     timestamptz,
  PRIMARY KEY (business_id, dedupe_key)
);
CREATE INDEX outbound_messages_of_payment ON outbound_messages (business_id, payment_id) WHERE has_buttons;

-- What Telegram told us, stored before it is acted on.
CREATE TABLE inbound_updates (
  bot_id        text NOT NULL,
  update_id     bigint NOT NULL,
  -- Updates of one queue (a person; each checkout of Telegram) are handled one at a time.
  queue         text NOT NULL,
  body          jsonb NOT NULL,
  received_at   timestamptz NOT NULL DEFAULT now(),
  -- A copy of the bots process works on it until then; after that another may.
  claimed_until timestamptz,
  retry_at      timestamptz,
  attempts      integer NOT NULL DEFAULT 0,
  error         text,
  handled_at    timestamptz,
  -- Given up: kept with its error for the operator.
  abandoned_at  timestamptz,
  PRIMARY KEY (bot_id, update_id)
);
CREATE INDEX inbound_updates_open ON inbound_updates (bot_id, update_id)
  WHERE handled_at IS NULL AND abandoned_at IS NULL;
