/** What a report answered beside itself: filed together, each by its own deadline. */
import { useUi } from '#platform/ui/page-context.ts';
import { StatusTag } from '#platform/ui/status-tag.tsx';
import type { ProcedureDefinition } from '../domain/definition.ts';
import type { CoveredReport } from '../queries/covered-reports.query.ts';
import { coveredText } from './covered-text.ts';

interface Props {
  procedure: ProcedureDefinition;
  covered: readonly CoveredReport[];
}

export function CoveredTags({ procedure, covered }: Props) {
  const ui = useUi();
  return (
    <>
      {covered.map((report) => (
        <StatusTag key={report.reportId} status={report.late ? 'late' : 'onTime'} label={coveredText(report, procedure, ui)} />
      ))}
    </>
  );
}
