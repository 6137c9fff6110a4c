export * from '#modules/reporting/index.ts';
