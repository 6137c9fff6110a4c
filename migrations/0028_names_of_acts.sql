-- What an act is called, and how it is cited, in each language: GDPR, RGPD, DSGVO, AVG. Null where it is the same in all of them.
-- The columns of one text stay: the release before reads them, and they are the English ones.
alter table regulation add column short_texts jsonb, add column citation_texts jsonb;

create or replace view gov_regulation as
  select id, key, short, citation, name, active,
    coalesce(short_texts, to_jsonb(short)) as short_name,
    coalesce(citation_texts, to_jsonb(citation)) as cited_as
  from regulation;
