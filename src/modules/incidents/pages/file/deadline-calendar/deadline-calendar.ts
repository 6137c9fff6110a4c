import { createHash } from 'node:crypto';
import ical, { ICalAlarmType, ICalCalendarMethod } from 'ical-generator';
import { translate } from '#platform/i18n/language.ts';
import { Temporal } from '#platform/time/temporal.ts';
import type { DocumentWords } from '../../../documents/document-words.ts';
import { actOf } from '../../../domain/definition.ts';
import { incidentPaths } from '../../../paths.ts';
import { exactTime } from '../../../views/exact-time.ts';
import type { FileClock } from '../show-file/stage-lines.ts';
import { lineName } from '../show-file/stage-name.ts';

/** How long before a deadline the calendar rings: at the latest moment to begin, and on the day before. */
const alarms = [{ hours: 2 }, { hours: 24 }] as const;

/**
 * The running deadlines as an iCalendar file (RFC 5545). Calendars are shared and kept by others, so an entry names the report and
 * the reference, and never what happened. An entry keeps its identity: a file taken again moves what has moved.
 */
export function deadlineCalendar(fileId: string, clocks: readonly FileClock[], words: DocumentWords): string {
  const { t, now, format, language, baseUrl } = words;
  const calendar = ical({ name: t('file.calendar.name'), method: ICalCalendarMethod.PUBLISH, prodId: '//Vigie//Deadlines//EN' });
  const url = `${baseUrl}${incidentPaths.file.link({ params: { fileId } })}`;
  for (const clock of clocks) {
    if (clock.kind === 'waiting') continue;
    const { line } = clock;
    const at = clock.kind === 'due' ? clock.due.at : clock.at;
    const { procedure, reference, id, zone } = line.incident;
    const report = clock.kind === 'revision' ? t('file.stage.revision', { stage: lineName(line, words) }) : lineName(line, words);
    const event = calendar.createEvent({
      id: identityOf([id, line.stage.key, line.state.ordinal, clock.kind], baseUrl),
      stamp: now,
      start: at,
      end: at,
      summary: t('file.calendar.entry', { report, law: translate(actOf(procedure), language), reference }),
      description: t('file.calendar.text', { when: exactTime(at, zone, format), url }),
      url,
    });
    for (const before of alarms) {
      const seconds = Temporal.Duration.from(before).total('seconds');
      if (at.epochMilliseconds - seconds * 1000 > now.epochMilliseconds)
        event.createAlarm({ type: ICalAlarmType.display, triggerBefore: seconds });
    }
  }
  return calendar.toString();
}

/** Ours go no further than a digest: the calendar of somebody else need not hold our identifiers. */
const identityOf = (parts: readonly (string | number)[], baseUrl: string): string =>
  `${createHash('sha256').update(parts.join(' ')).digest('hex').slice(0, 32)}@${new URL(baseUrl).hostname}`;
