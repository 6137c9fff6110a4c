export * from '#platform/db/database.ts';
