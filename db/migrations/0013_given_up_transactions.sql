-- Transactions that a provider cancelled before we had heard of them, by a call that does not name the payment. The call that
-- makes them may still be on its way, and must hold nothing when it comes.
CREATE TABLE given_up_transactions (
  business_id text NOT NULL REFERENCES businesses,
  provider    text NOT NULL,
  external_id text NOT NULL,
  given_up_at timestamptz NOT NULL,
  PRIMARY KEY (business_id, provider, external_id)
);
CREATE INDEX given_up_transactions_oldest ON given_up_transactions (provider, given_up_at);
