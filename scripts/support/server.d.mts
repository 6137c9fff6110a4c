export function freePort(): Promise<number>;
export function scratchFolder(name: string): string;
export function testSettings(port: number, dataFolder: string): Record<string, string>;
export function startServer(name: string, options?: { patience?: number }): Promise<{ address: string; stop(): Promise<void> }>;
