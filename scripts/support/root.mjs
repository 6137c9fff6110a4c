import { join } from 'node:path';

/** The project's folder. */
export const root = join(import.meta.dirname, '..', '..');

/** A path below the project's folder. */
export const inRoot = (...parts) => join(root, ...parts);
