import type { MessageKey } from '#platform/i18n/catalogue.ts';

type Read = { ok: true; digest: string } | { ok: false; messageKey: MessageKey };

/** A SHA-256 digest as people copy it from paper or a PDF: in groups, over two lines, in capitals. */
export function readDigest(typed: string): Read {
  const digest = typed.replace(/\s/g, '').toLowerCase();
  if (digest === '') return { ok: false, messageKey: 'incidents.verify.missing' };
  return /^[0-9a-f]{64}$/.test(digest) ? { ok: true, digest } : { ok: false, messageKey: 'incidents.verify.wrong' };
}
