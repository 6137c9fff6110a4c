export function writeFrontPages(root: string, dist: string): Promise<void>;
