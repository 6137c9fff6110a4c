import { languages } from '#platform/i18n/language.ts';
import { tokensOf } from '#platform/text/fill-tokens.ts';
import { type MailTemplate, placeholders, textsOf } from '../domain/mail-template.ts';
import { finding, type PackFinding, type Path } from './finding.ts';
import type { PackProcedure } from './pack-schema.ts';

const known = new Set<string>(placeholders);

/** A placeholder that nothing will ever fill is a slip of the pen, and people would read it as it is (decisions.md D16). */
export function checkMails({ file, definition }: PackProcedure): PackFinding[] {
  return [
    ...checkTemplates(file, ['mails'], definition.mails),
    ...definition.stages.flatMap((stage, index) => checkTemplates(file, ['stages', index, 'mails'], stage.mails)),
  ];
}

function checkTemplates(file: string, path: Path, templates: Partial<Record<string, MailTemplate>> = {}): PackFinding[] {
  return Object.entries(templates).flatMap(([event, template]) =>
    textsOf(template ?? {}).flatMap(({ field, text }) =>
      languages.flatMap((language) =>
        tokensOf(text[language] ?? '')
          .filter((token) => !known.has(token))
          .map((token) => finding('unknown-placeholder', file, [...path, event, field, language], `there is no placeholder #${token}#`)),
      ),
    ),
  );
}
