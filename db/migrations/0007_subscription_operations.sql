-- Access audits ---------------------------------------------------------------------------------------------------

-- One walk through everybody we know of, comparing who is in the channels with who may be.
CREATE TABLE access_audits (
  business_id  text NOT NULL REFERENCES businesses,
  -- The first run of its workflow.
  id           text NOT NULL,
  started_at   timestamptz NOT NULL,
  finished_at  timestamptz,
  total        integer NOT NULL,
  -- How far it has come: a page that is counted is not counted again.
  at_chat      text NOT NULL DEFAULT '',
  at_user      text NOT NULL DEFAULT '',
  checked      integer NOT NULL DEFAULT 0,
  repaired_in  integer NOT NULL DEFAULT 0,
  repaired_out integer NOT NULL DEFAULT 0,
  -- In without a subscription, and right so: creators, administrators, staff, allowed people.
  exempt       integer NOT NULL DEFAULT 0,
  -- In without ever having been subscribed.
  unknown      integer NOT NULL DEFAULT 0,
  -- In channels that do not let the bot look.
  skipped      integer NOT NULL DEFAULT 0,
  PRIMARY KEY (business_id, id)
);
CREATE INDEX access_audits_newest ON access_audits (business_id, started_at DESC);
CREATE INDEX access_grants_by_chat ON access_grants (business_id, chat_id, subscription_id);
CREATE INDEX access_grants_by_decision ON access_grants (business_id, decided_at);

-- Stars -----------------------------------------------------------------------------------------------------------

-- How far Telegram's own book of the bot's Stars was read: it only grows, and is read from where it was left.
CREATE TABLE star_books (
  business_id text PRIMARY KEY REFERENCES businesses,
  read_to     integer NOT NULL DEFAULT 0,
  last_id     text,
  -- When the end of it was last reached.
  read_at     timestamptz
);

-- That book as Telegram told it. A return has the id of its charge.
CREATE TABLE star_transactions (
  business_id text NOT NULL REFERENCES businesses,
  id          text NOT NULL,
  -- Its place in that book: two charges may be of the same second.
  place       bigint GENERATED ALWAYS AS IDENTITY,
  kind        text NOT NULL CHECK (kind IN ('charge', 'return', 'unnamed_debit', 'received', 'spent')),
  amount      bigint NOT NULL,
  payload     text,
  -- Who paid, by their id at Telegram.
  payer       text,
  recurring   boolean NOT NULL DEFAULT false,
  happened_at timestamptz NOT NULL,
  PRIMARY KEY (business_id, id, kind)
);
CREATE INDEX star_transactions_by_payload ON star_transactions (business_id, payload, place) WHERE recurring;
CREATE INDEX star_transactions_unnamed ON star_transactions (business_id) WHERE kind = 'unnamed_debit';

CREATE TABLE reconciliation_differences (
  -- What a button names it by.
  number      bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  business_id text NOT NULL REFERENCES businesses,
  provider    text NOT NULL,
  kind        text NOT NULL,
  external_id text NOT NULL,
  -- Whole Stars, as Telegram has them; as the book has them where that is another sum.
  amount      bigint NOT NULL,
  book_amount bigint,
  since       timestamptz NOT NULL,
  -- What puts it right, in a word that the owner's message has a text for.
  remedy      text NOT NULL,
  told_at     timestamptz,
  -- It no longer shows, or a person has settled what no comparison can.
  resolved_at timestamptz,
  settled_by  text,
  PRIMARY KEY (business_id, provider, kind, external_id)
);
CREATE INDEX reconciliation_differences_open ON reconciliation_differences (business_id, since) WHERE resolved_at IS NULL;

-- Figures ---------------------------------------------------------------------------------------------------------

-- What /metrics counts, read on from where it was last read.
CREATE INDEX business_events_counted ON business_events (tx, seq)
  WHERE type IN ('payment_opened', 'payment_performed', 'payment_landed_late', 'payment_expired', 'payment_cancelled',
                 'payment_released', 'subscription_changed', 'subscription_period_begun', 'star_renewal_changed',
                 'access_granted', 'access_expired', 'access_revoked');
CREATE INDEX inbound_updates_abandoned ON inbound_updates (abandoned_at) WHERE abandoned_at IS NOT NULL;
