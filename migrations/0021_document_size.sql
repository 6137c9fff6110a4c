-- Files in the database have a size limit (docs/operating.md). Those that are larger from before go with their time; a new one is refused.
alter table document add constraint document_size check (octet_length(bytes) <= 10485760) not valid;
