import { createHash } from 'node:crypto';
import { canonicalJson } from '#platform/text/canonical-json.ts';
import type { FormDefinition, ProcedureDefinition } from '../domain/definition.ts';

/** SHA-256 over the canonical JSON, in hexadecimal: equal for equal content, however it was stored in between. */
export const definitionHash = (definition: FormDefinition | ProcedureDefinition): string =>
  createHash('sha256').update(canonicalJson(definition), 'utf8').digest('hex');
