/** What Playwright's launch takes, or the sentence that says why no browser can be started here. */
export type Browser = { executablePath: string; args: string[]; env: Record<string, string>; missing?: never } | { missing: string };
export function findBrowser(): Promise<Browser>;
