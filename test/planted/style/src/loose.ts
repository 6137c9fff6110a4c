export const loose = (value: any) => value;
