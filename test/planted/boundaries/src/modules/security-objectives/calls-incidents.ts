export * from '#modules/incidents/index.ts';
