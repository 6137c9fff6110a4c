/** What the primary says to its servers. */
export const toServer = { leave: 'leave', describe: 'describe' } as const;
/** What a server says to the primary, besides its details. */
export const toPrimary = { serving: 'serving' } as const;
/** The answer to `describe`. */
export type ServerDetails = Record<string, unknown>;
