-- What was filed without an account is found by its address when that mailbox gets one (docs/decisions/0016).
create index notifier_address on notifier (lower(email)) where account_id is null and proven_at is not null;
-- What an incident user filed and an operator has taken over.
create index file_adoption_notifier on file_adoption (notifier_id) where state = 'accepted';
