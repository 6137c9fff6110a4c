import { createLogger } from '#platform/observability/logger.ts';

export const silentLog = createLogger('silent');
