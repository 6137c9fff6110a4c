export * from '#modules/incidents/services/submit-report.ts';
