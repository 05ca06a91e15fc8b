-- What a message of ours asks staff, so that a reply to it is understood. Before there was only one question: why an
-- order is cancelled.
ALTER TABLE outbound_messages
  ADD COLUMN question jsonb,
  ADD COLUMN answered_at timestamptz;
CREATE INDEX outbound_messages_asking ON outbound_messages (business_id, chat_id, message_id DESC) WHERE question IS NOT NULL;

-- A plan that staff are still writing down has no price yet; it cannot be sold.
ALTER TABLE plans
  DROP CONSTRAINT plans_price_check,
  ADD CONSTRAINT plans_price_check CHECK (price > 0 OR (price = 0 AND NOT active));

-- Who changed what of a plan, and when.
CREATE TABLE plan_changes (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  business_id text NOT NULL,
  plan_id     text NOT NULL,
  field       text NOT NULL,
  -- Null: the plan was made.
  before      jsonb,
  after       jsonb NOT NULL,
  changed_by  text NOT NULL, -- staff:<external id>
  changed_at  timestamptz NOT NULL,
  FOREIGN KEY (business_id, plan_id) REFERENCES plans (business_id, id)
);
CREATE INDEX plan_changes_of_plan ON plan_changes (business_id, plan_id, id DESC);
CREATE TRIGGER plan_changes_append_only BEFORE UPDATE OR DELETE ON plan_changes
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER plan_changes_never_emptied BEFORE TRUNCATE ON plan_changes
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Channels that the bot was put into, until somebody uses them for subscriptions.
CREATE TABLE offered_channels (
  business_id text NOT NULL REFERENCES businesses,
  chat_id     text NOT NULL,
  title       text NOT NULL,
  offered_at  timestamptz NOT NULL,
  PRIMARY KEY (business_id, chat_id)
);

-- Null: it came with the shop's file.
ALTER TABLE channels
  ADD COLUMN added_by text,
  ADD COLUMN added_at timestamptz;
