-- What operators did by hand with `npm run ops`: who, why, to what, and what became of it.
CREATE TABLE operator_actions (
  number      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  business_id text NOT NULL REFERENCES businesses,
  -- reset, resend, reconcile, restore ...
  action      text NOT NULL,
  -- What it was done to: a workflow id, a message's key, a difference.
  target      text NOT NULL,
  done_by     text NOT NULL CHECK (length(done_by) BETWEEN 1 AND 100),
  reason      text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  details     jsonb NOT NULL DEFAULT '{}',
  begun_at    timestamptz NOT NULL DEFAULT now(),
  -- Null: it did not come to an end, or is still being done.
  ended_at    timestamptz,
  -- Null: it succeeded, or has not ended.
  error       text
);
CREATE INDEX operator_actions_newest ON operator_actions (business_id, begun_at DESC);
