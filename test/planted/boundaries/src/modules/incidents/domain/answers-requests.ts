export * from '#platform/http/server.ts';
