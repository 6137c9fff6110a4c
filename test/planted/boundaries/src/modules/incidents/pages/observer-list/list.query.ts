export * from '../../schema/reporting-side.ts';
