-- Codes -----------------------------------------------------------------------------------------------------------

CREATE TABLE codes (
  business_id text NOT NULL REFERENCES businesses,
  code        text NOT NULL CHECK (code ~ '^[A-Z0-9]{4,24}$'),
  kind        text NOT NULL CHECK (kind IN ('percent', 'gift')),
  -- Off the first payment.
  percent     integer CHECK (percent BETWEEN 1 AND 99),
  -- Of a gift; null: a whole period.
  gift_days   integer CHECK (gift_days BETWEEN 1 AND 366),
  -- null: of any plan.
  plan_id     text,
  -- null: as often as people like.
  use_limit   integer CHECK (use_limit > 0),
  per_person  integer NOT NULL DEFAULT 1 CHECK (per_person > 0),
  expires_at  timestamptz,
  active      boolean NOT NULL DEFAULT true,
  created_by  text NOT NULL,
  created_at  timestamptz NOT NULL,
  switched_off_by text,
  switched_off_at timestamptz,
  PRIMARY KEY (business_id, code),
  CHECK ((kind = 'percent') = (percent IS NOT NULL)),
  CHECK (kind = 'gift' OR gift_days IS NULL),
  FOREIGN KEY (business_id, plan_id) REFERENCES plans (business_id, id)
);

-- A subscription is begun with one code at most.
CREATE TABLE code_uses (
  business_id     text NOT NULL,
  subscription_id text NOT NULL,
  code            text NOT NULL,
  buyer_id        text NOT NULL,
  used_at         timestamptz NOT NULL,
  PRIMARY KEY (business_id, subscription_id),
  FOREIGN KEY (business_id, code) REFERENCES codes (business_id, code),
  FOREIGN KEY (business_id, subscription_id) REFERENCES subscriptions (business_id, id)
);
CREATE INDEX code_uses_of_code ON code_uses (business_id, code, buyer_id);

-- What a code took off a payment.
ALTER TABLE payments ADD COLUMN percent_off integer NOT NULL DEFAULT 0 CHECK (percent_off BETWEEN 0 AND 99);

-- The code that goes with a drawn screen, whose buttons have no room for it.
CREATE TABLE draft_codes (
  business_id text NOT NULL,
  buyer_id    text NOT NULL,
  draft       text NOT NULL,
  code        text NOT NULL,
  noted_at    timestamptz NOT NULL,
  PRIMARY KEY (business_id, buyer_id, draft),
  FOREIGN KEY (business_id, code) REFERENCES codes (business_id, code)
);

-- Guesses of the last hour.
CREATE TABLE wrong_codes (
  business_id text NOT NULL,
  buyer_id    text NOT NULL,
  tried_at    timestamptz NOT NULL,
  FOREIGN KEY (business_id, buyer_id) REFERENCES buyers (business_id, id)
);
CREATE INDEX wrong_codes_of_buyer ON wrong_codes (business_id, buyer_id, tried_at);

-- Support tickets -------------------------------------------------------------------------------------------------

CREATE TABLE support_tickets (
  business_id     text NOT NULL,
  number          integer NOT NULL,
  buyer_id        text NOT NULL,
  -- What the buyer had last when the ticket was opened.
  subscription_id text,
  order_id        text,
  state           text NOT NULL CHECK (state IN ('open', 'answered', 'closed')),
  opened_at       timestamptz NOT NULL,
  changed_at      timestamptz(3) NOT NULL,
  closed_by       text,
  PRIMARY KEY (business_id, number),
  FOREIGN KEY (business_id, buyer_id) REFERENCES buyers (business_id, id),
  FOREIGN KEY (business_id, subscription_id) REFERENCES subscriptions (business_id, id),
  FOREIGN KEY (business_id, order_id) REFERENCES orders (business_id, id)
);
-- What a buyer writes goes to the one ticket that is not closed.
CREATE UNIQUE INDEX support_tickets_one_going ON support_tickets (business_id, buyer_id) WHERE state <> 'closed';
CREATE INDEX support_tickets_waiting ON support_tickets (business_id, changed_at) WHERE state <> 'closed';

CREATE TABLE ticket_messages (
  business_id text NOT NULL,
  id          bigint GENERATED ALWAYS AS IDENTITY,
  ticket      integer NOT NULL,
  -- 'buyer' or 'staff:<external id>'
  author      text NOT NULL,
  text        text NOT NULL CHECK (length(text) BETWEEN 1 AND 1000),
  -- The Telegram message it was said in: said once, however often it is brought to us.
  source      text NOT NULL,
  said_at     timestamptz NOT NULL,
  -- When it had been sent on, or it was known that it never can be; null: it still has to be.
  passed_at   timestamptz,
  PRIMARY KEY (business_id, id),
  UNIQUE (business_id, source),
  FOREIGN KEY (business_id, ticket) REFERENCES support_tickets (business_id, number)
);
CREATE INDEX ticket_messages_of_ticket ON ticket_messages (business_id, ticket, id);
