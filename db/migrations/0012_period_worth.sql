-- What is left of a period that another plan has pushed behind its own, in minor units: the money of its payment bought
-- that much time of the new plan. NULL: all that the payment received.
ALTER TABLE payments ADD COLUMN period_worth bigint CHECK (period_worth >= 0);
