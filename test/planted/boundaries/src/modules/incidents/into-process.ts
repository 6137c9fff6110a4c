export * from '../../processes/web.ts';
