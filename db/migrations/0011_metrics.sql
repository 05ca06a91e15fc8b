-- How long what is open has stood where it is, asked for at every scrape of /metrics. What has ended is in no index.
CREATE INDEX payments_open ON payments (business_id, state) WHERE state IN ('due', 'held');
CREATE INDEX subscriptions_open ON subscriptions (business_id, state) WHERE state NOT IN ('expired', 'refunded');
CREATE INDEX outbound_messages_open ON outbound_messages (business_id, created_at) WHERE state = 'sending';

-- What /metrics counts, with holds and nudges.
DROP INDEX business_events_counted;
CREATE INDEX business_events_counted ON business_events (tx, seq)
  WHERE type IN ('payment_opened', 'payment_held', 'payment_performed', 'payment_landed_late', 'payment_expired',
                 'payment_cancelled', 'payment_released', 'nudge_sent', 'nudge_skipped', 'subscription_changed',
                 'subscription_period_begun', 'star_renewal_changed', 'access_granted', 'access_expired',
                 'access_revoked');
