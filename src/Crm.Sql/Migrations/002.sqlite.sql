-- Crm 002 for SQLite. Stored words that have a new name.

update crm_mailbox set unknown_policy = 'AssumeSent' where unknown_policy = 'TakeAsSent';
