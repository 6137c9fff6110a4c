-- What people choose about their own account, and what happens when somebody else takes their second factor away.

create or replace view gov_account as
  select id, email, first_name, last_name, job_title, phone, language, active, notifications from account;
