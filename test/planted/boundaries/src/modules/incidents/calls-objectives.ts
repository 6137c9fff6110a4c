export * from '#modules/security-objectives/index.ts';
