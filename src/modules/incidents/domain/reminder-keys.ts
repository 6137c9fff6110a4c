/** The ledger's own keys beside those of a stage's reminder rules, which may not be called the same. */

/** The notice that a report is overdue. */
export const overdueNoticeKey = 'overdue';
const revisionPrefix = 'revision:';
/** The regulator asked for a new version and set a date. */
export const revisionReminder = { key: `${revisionPrefix}before-24h`, offset: '-PT24H' };
export const revisionOverdueKey = `${revisionPrefix}overdue`;

export const isOverdueNotice = (key: string): boolean => key === overdueNoticeKey || key === revisionOverdueKey;
export const isOfRevision = (key: string): boolean => key.startsWith(revisionPrefix);
/** Keys that a rule of a regulation cannot have. */
export const isReservedKey = (key: string): boolean => key === overdueNoticeKey || isOfRevision(key);
