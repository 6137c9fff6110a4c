export * from '#platform/missing.ts';
