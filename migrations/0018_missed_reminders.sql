-- Monitoring counts the reminders that were missed lately, at every scrape.

create index reminder_missed on reminder (due_at) where state = 'missed';
