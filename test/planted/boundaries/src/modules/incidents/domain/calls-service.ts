export * from '../services/submit-report.ts';
