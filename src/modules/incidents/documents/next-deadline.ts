import { explainDue } from '../domain/explain.ts';
import { stageStates } from '../domain/stage-states.ts';
import type { LoadedWorld } from '../queries/incident-world.query.ts';
import { type MailedDue, nextDue } from '../queries/mailed-incident.query.ts';
import { combinedName } from '../views/combined-name.ts';
import { dueWords, stageLabel } from '../views/due-words.ts';
import type { NextDeadline } from './document-data.ts';
import type { DocumentWords } from './document-words.ts';
import type { Printable } from './printable.query.ts';

/** As mails say it; of two reports that share one line until it is clear which is due, the one that is always asked for. */
export function nextOf(loaded: LoadedWorld): MailedDue | undefined {
  const next = nextDue(loaded);
  const states = next ? stageStates(loaded.procedure, loaded.world) : [];
  const main = states.flatMap(({ stage, due }) =>
    due.kind === 'due' && due.explanation.combinedWith === next?.stage && due.at.equals(next.at) ? [{ stage, ...due }] : [],
  );
  return main.find(({ explanation }) => !explanation.onlyWhileOngoing) ?? next;
}

/** What is due next as the incident stands now, and why it is due then; null when nothing is. */
export function describeNextDeadline({ next, procedure, questions, side }: Printable, words: DocumentWords): NextDeadline | null {
  if (!next) return null;
  const { t, format, language, zone } = words;
  const { stage, at, explanation } = next;
  const label = stageLabel(procedure, stage, language);
  const other = explanation?.onlyWhileOngoing ? undefined : explanation?.combinedWith;
  return {
    report: other ? combinedName(words, label, stageLabel(procedure, other, language)) : label,
    due: format.dateTime(at, zone),
    explanation: explanation
      ? explainDue(explanation, { ...dueWords(words, procedure, side), question: (key) => questions(key, language) })
      : t('incidents.document.revisionAsked'),
  };
}
