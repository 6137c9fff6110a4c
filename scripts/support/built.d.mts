export function ensureBuilt(): Promise<string>;
export function forgetBuild(): void;
export const nodeFlags: string[];
export function nodeEnvironment(environment?: Record<string, string | undefined>): Record<string, string>;
