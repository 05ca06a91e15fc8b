-- Steps of lifecycles that were tried many times. The worker notes them: Temporal can be asked about retries only one workflow
-- at a time, and not at all about local activities.
CREATE TABLE retried_steps (
  business_id  text NOT NULL REFERENCES businesses,
  workflow_id  text NOT NULL,
  run_id       text NOT NULL,
  -- A local activity gets a new id with every try; it goes by its name.
  activity_id  text NOT NULL,
  activity     text NOT NULL,
  is_local     boolean NOT NULL,
  attempt      integer NOT NULL,
  -- Null: no try has ended since it is watched.
  error        text,
  -- When it was scheduled.
  since        timestamptz NOT NULL,
  noted_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (run_id, activity_id)
);
CREATE INDEX retried_steps_newest ON retried_steps (business_id, noted_at);

ALTER TABLE outbound_messages
  -- What was to be said, without words and names: they are looked up when it is sent. Null: the bot itself said it.
  ADD COLUMN notice jsonb,
  -- When an operator last had it sent again.
  ADD COLUMN resent_at timestamptz,
  -- An operator leaves it as it is.
  ADD COLUMN dismissed_at timestamptz;
CREATE INDEX outbound_messages_unsent ON outbound_messages (business_id, created_at)
  WHERE state IN ('sending', 'refused') AND dismissed_at IS NULL;

ALTER TABLE inbound_updates ADD COLUMN dismissed_at timestamptz;
