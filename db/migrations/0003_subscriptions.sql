-- Plans -----------------------------------------------------------------------------------------------------------

CREATE TABLE channels (
  business_id text NOT NULL REFERENCES businesses,
  chat_id     text NOT NULL,
  title       text NOT NULL,
  PRIMARY KEY (business_id, chat_id)
);

CREATE TABLE plans (
  business_id  text NOT NULL REFERENCES businesses,
  id           text NOT NULL,
  names        jsonb NOT NULL, -- {"ru", "uz", "en"}
  texts        jsonb NOT NULL,
  period_unit  text NOT NULL CHECK (period_unit IN ('day', 'month')),
  period_count integer NOT NULL CHECK (period_count BETWEEN 1 AND 366),
  -- Minor units of the business's currency.
  price        bigint NOT NULL CHECK (price > 0),
  -- Whole Stars; null: what the price is worth in Stars.
  star_price   integer CHECK (star_price BETWEEN 1 AND 10000),
  active       boolean NOT NULL DEFAULT true,
  position     integer NOT NULL DEFAULT 0,
  PRIMARY KEY (business_id, id)
);

CREATE TABLE plan_channels (
  business_id text NOT NULL,
  plan_id     text NOT NULL,
  chat_id     text NOT NULL,
  PRIMARY KEY (business_id, plan_id, chat_id),
  FOREIGN KEY (business_id, plan_id) REFERENCES plans (business_id, id),
  FOREIGN KEY (business_id, chat_id) REFERENCES channels (business_id, chat_id)
);

-- Subscriptions ---------------------------------------------------------------------------------------------------

CREATE TABLE subscriptions (
  business_id text NOT NULL,
  id          text NOT NULL,
  number      integer NOT NULL,
  buyer_id    text NOT NULL,
  plan_id     text NOT NULL,
  -- What was sold: names, period, prices and channels. Changing the plan later changes nothing here.
  terms       jsonb NOT NULL,
  currency    text NOT NULL,
  state       text NOT NULL CHECK (state IN ('incomplete', 'active', 'cancelled', 'grace', 'expired', 'refunded', 'flagged')),
  -- Periods are counted from the anchor, so that what began on the 31st comes back to the 31st.
  anchor_at      timestamptz,
  anchor_periods integer NOT NULL DEFAULT 0,
  paid_until  timestamptz,
  end_reason  text,
  flag_reason text,
  -- The version of the shop's terms the buyer agreed to, and when.
  consent_version text NOT NULL,
  consented_at    timestamptz NOT NULL,
  created_at  timestamptz NOT NULL,
  changed_at  timestamptz NOT NULL,
  PRIMARY KEY (business_id, id),
  UNIQUE (business_id, number),
  FOREIGN KEY (business_id, buyer_id) REFERENCES buyers (business_id, id),
  FOREIGN KEY (business_id, plan_id) REFERENCES plans (business_id, id)
);
CREATE INDEX subscriptions_of_buyer ON subscriptions (business_id, buyer_id, created_at DESC);
CREATE INDEX subscriptions_by_end ON subscriptions (business_id, paid_until) WHERE state IN ('active', 'cancelled', 'grace', 'flagged');

-- Payments pay for an order or for a period of a subscription ----------------------------------------------------

ALTER TABLE payments
  ALTER COLUMN order_id DROP NOT NULL,
  ADD COLUMN subscription_id text,
  -- The price in Stars where it is not that of the rate.
  ADD COLUMN star_amount integer CHECK (star_amount > 0),
  ADD COLUMN period_starts_at timestamptz,
  ADD COLUMN period_ends_at timestamptz,
  DROP CONSTRAINT payments_kind_check,
  ADD CONSTRAINT payments_kind_check CHECK (kind IN ('full', 'deposit', 'balance', 'period')),
  ADD CONSTRAINT payments_for_one_thing CHECK (
    (order_id IS NOT NULL AND subscription_id IS NULL AND kind <> 'period')
    OR (order_id IS NULL AND subscription_id IS NOT NULL AND kind = 'period')),
  ADD FOREIGN KEY (business_id, subscription_id) REFERENCES subscriptions (business_id, id);
CREATE UNIQUE INDEX payments_of_subscription ON payments (business_id, subscription_id, position)
  WHERE subscription_id IS NOT NULL;

ALTER TABLE business_events ADD COLUMN subscription_id text;
CREATE INDEX business_events_of_subscription ON business_events (business_id, subscription_id, seq)
  WHERE subscription_id IS NOT NULL;
