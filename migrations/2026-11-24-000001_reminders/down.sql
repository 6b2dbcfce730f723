DROP TABLE calendar_feeds;
DROP TABLE reminder_claims;
DROP TABLE reminders;
DROP TABLE push_subscriptions;
