import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AuditKeys, createAuditKeys } from '#platform/audit/audit-keys.ts';
import { type Config, ConfigError } from '#platform/config/config.ts';

/** In the data folder of an installation that was given no key. */
export const auditKeyFile = 'audit.key';

/** @throws ConfigError when the text is not a ring. */
export function openAuditKeys(ring: string): AuditKeys {
  try {
    return createAuditKeys(ring);
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : 'VIGIE_AUDIT_KEYS cannot be read');
  }
}

/** Whoever runs jobs seals the trail. @throws ConfigError where only public keys are */
export function requireSigner({ signer }: AuditKeys): void {
  if (!signer)
    throw new ConfigError('VIGIE_AUDIT_KEYS: the newest key is a public one. A process that runs jobs needs its private half, to seal.');
}

/** For commands that may run where the installation does not: the keys are looked for, and never made. */
export function findAuditKeys({ auditKeys, dataFolder }: Config, keyFile?: string): AuditKeys {
  if (!keyFile && auditKeys) return openAuditKeys(auditKeys);
  const file = keyFile ?? join(dataFolder, auditKeyFile);
  if (!existsSync(file))
    throw new ConfigError(
      keyFile ? `There is no file ${keyFile}.` : 'No key is known here. Name a file of public keys with --keys, or set VIGIE_AUDIT_KEYS.',
    );
  return openAuditKeys(readFileSync(file, 'utf8'));
}
