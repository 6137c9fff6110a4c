-- The page that checks a receipt looks a submission up by its digest.

create index submission_content on submission (content_sha256);
