export type { SQL } from 'drizzle-orm';
