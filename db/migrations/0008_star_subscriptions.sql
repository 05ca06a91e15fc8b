-- Telegram's own subscriptions that renew ours. Each begins with a charge that names it ever after; what Telegram says of
-- its renewals names the invoice of that charge.
CREATE TABLE star_subscriptions (
  business_id     text NOT NULL,
  charge_id       text NOT NULL,
  subscription_id text NOT NULL,
  payment_id      text NOT NULL,
  -- What it was bought for: another plan has another price.
  plan_id         text NOT NULL,
  renewal         text NOT NULL CHECK (renewal IN ('on', 'off', 'failed')),
  -- The bot has switched it off, and only the bot can let its buyer switch it on again.
  stopped_by_us   boolean NOT NULL DEFAULT false,
  -- Its first charge goes straight back, so nobody ever had anything of it.
  goes_back       boolean NOT NULL DEFAULT false,
  begun_at        timestamptz(3) NOT NULL,
  PRIMARY KEY (business_id, charge_id),
  FOREIGN KEY (business_id, subscription_id) REFERENCES subscriptions (business_id, id)
);
CREATE INDEX star_subscriptions_of_subscription ON star_subscriptions (business_id, subscription_id);

INSERT INTO star_subscriptions (business_id, charge_id, subscription_id, payment_id, plan_id, renewal, stopped_by_us, begun_at)
SELECT s.business_id, s.star_charge_id, s.id, t.payment_id, s.plan_id, s.star_renewal,
       s.star_renewal = 'off' AND s.state = 'cancelled', t.held_at
FROM subscriptions s
JOIN provider_transactions t ON t.business_id = s.business_id AND t.provider = 'stars' AND t.external_id = s.star_charge_id
WHERE s.star_renewal IS NOT NULL;

ALTER TABLE subscriptions DROP COLUMN star_charge_id, DROP COLUMN star_renewal;
