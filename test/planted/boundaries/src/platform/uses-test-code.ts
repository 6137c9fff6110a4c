export * from './testing/database.ts';
