export const forced = 1 as unknown as string;
