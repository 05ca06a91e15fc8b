-- Plans -----------------------------------------------------------------------------------------------------------

ALTER TABLE plans
  DROP CONSTRAINT plans_period_unit_check,
  -- Minutes are for demonstrations.
  ADD CONSTRAINT plans_period_unit_check CHECK (period_unit IN ('minute', 'day', 'month')),
  -- Minor units by provider, where it is another price than `price`: {"click": "9500000"}.
  ADD COLUMN prices jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN trial_days integer NOT NULL DEFAULT 0 CHECK (trial_days BETWEEN 0 AND 365),
  -- How many may be subscribed at one time; null: as many as want to.
  ADD COLUMN seats integer CHECK (seats > 0);

-- A basic group gets another id when it becomes a supergroup; what refers to it goes on to name the first one.
ALTER TABLE channels
  ADD COLUMN current_chat_id text,
  -- What keeps us from letting people in and out, in a word; null: nothing.
  ADD COLUMN trouble text,
  ADD COLUMN trouble_since timestamptz;
CREATE UNIQUE INDEX channels_by_current_id ON channels (business_id, coalesce(current_chat_id, chat_id));

-- Subscriptions ---------------------------------------------------------------------------------------------------

ALTER TABLE payments ADD COLUMN prices jsonb NOT NULL DEFAULT '{}';

ALTER TABLE subscriptions
  -- The buyer wants further periods. In most states the state says it; a flag hides it.
  ADD COLUMN renews boolean NOT NULL DEFAULT true,
  -- No consequences: the end of the paid time ends nothing.
  ADD COLUMN vip boolean NOT NULL DEFAULT false,
  ADD COLUMN paused_at timestamptz,
  -- Consequences are counted from here when it is later than the end of the paid time.
  ADD COLUMN spared_until timestamptz,
  -- The buyer agreed to hear of offers after the end.
  ADD COLUMN offers_ok boolean NOT NULL DEFAULT false,
  -- The first charge of the Star subscription that renews this one, and what Telegram last said of it.
  ADD COLUMN star_charge_id text,
  ADD COLUMN star_renewal text CHECK (star_renewal IN ('on', 'off', 'failed')),
  -- What the next period sells, where it is something else.
  ADD COLUMN next_plan_id text,
  ADD COLUMN next_terms jsonb,
  ADD COLUMN next_at_once boolean NOT NULL DEFAULT false;

-- Time that nobody paid for. Its id makes a repeated press one gift.
CREATE TABLE time_grants (
  business_id     text NOT NULL,
  id              text NOT NULL,
  subscription_id text NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('trial', 'gift', 'comp')),
  starts_at       timestamptz NOT NULL,
  ends_at         timestamptz NOT NULL CHECK (ends_at > starts_at),
  given_by        text NOT NULL,
  reason          text NOT NULL,
  given_at        timestamptz NOT NULL,
  PRIMARY KEY (business_id, id),
  FOREIGN KEY (business_id, subscription_id) REFERENCES subscriptions (business_id, id)
);

-- Access ----------------------------------------------------------------------------------------------------------

-- The right to be in a channel: decided in the transaction of the money. Telegram is made to agree afterwards.
CREATE TABLE access_grants (
  business_id     text NOT NULL,
  subscription_id text NOT NULL,
  chat_id         text NOT NULL,
  is_open         boolean NOT NULL,
  reason          text NOT NULL,
  decided_at      timestamptz(3) NOT NULL,
  -- When Telegram was made to agree with the last decision; null: it still has to be.
  settled_at      timestamptz(3),
  -- What became of it there: link, member, removed, exempt, gone.
  outcome         text,
  PRIMARY KEY (business_id, subscription_id, chat_id),
  FOREIGN KEY (business_id, subscription_id) REFERENCES subscriptions (business_id, id),
  FOREIGN KEY (business_id, chat_id) REFERENCES channels (business_id, chat_id)
);
CREATE INDEX access_grants_of_chat ON access_grants (business_id, chat_id) WHERE is_open;
CREATE INDEX access_grants_unsettled ON access_grants (business_id, decided_at) WHERE settled_at IS NULL;

CREATE TABLE invite_links (
  business_id     text NOT NULL,
  link            text NOT NULL,
  subscription_id text NOT NULL,
  chat_id         text NOT NULL,
  -- Limits are counted within a period.
  period          integer NOT NULL,
  issued_at       timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  -- Nobody is let in by it any more; Telegram is told so afterwards.
  closed_at       timestamptz,
  revoked_at      timestamptz,
  PRIMARY KEY (business_id, link),
  FOREIGN KEY (business_id, subscription_id) REFERENCES subscriptions (business_id, id)
);
CREATE INDEX invite_links_of_subscription ON invite_links (business_id, subscription_id, chat_id, issued_at DESC);

-- Who was refused at a link, once for each person and link.
CREATE TABLE link_strangers (
  business_id     text NOT NULL,
  link            text NOT NULL,
  user_id         text NOT NULL,
  subscription_id text NOT NULL,
  seen_at         timestamptz NOT NULL,
  PRIMARY KEY (business_id, link, user_id)
);
CREATE INDEX link_strangers_of_subscription ON link_strangers (business_id, subscription_id);

-- Who is in a channel, as far as Telegram has told us.
CREATE TABLE chat_members (
  business_id text NOT NULL,
  chat_id     text NOT NULL,
  user_id     text NOT NULL,
  status      text NOT NULL CHECK (status IN ('creator', 'administrator', 'member', 'left', 'kicked')),
  joined_by   text, -- the invite link
  changed_at  timestamptz NOT NULL,
  PRIMARY KEY (business_id, chat_id, user_id),
  FOREIGN KEY (business_id, chat_id) REFERENCES channels (business_id, chat_id)
);

-- People who may be in a channel without a subscription.
CREATE TABLE allowed_people (
  business_id text NOT NULL,
  chat_id     text NOT NULL,
  user_id     text NOT NULL,
  note        text NOT NULL,
  allowed_by  text NOT NULL,
  PRIMARY KEY (business_id, chat_id, user_id),
  FOREIGN KEY (business_id, chat_id) REFERENCES channels (business_id, chat_id)
);

-- A charge of a subscription that Telegram renews by itself.
ALTER TABLE provider_transactions ADD COLUMN recurring boolean NOT NULL DEFAULT false;
