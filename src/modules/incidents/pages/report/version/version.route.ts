import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import { defineRoute, page, permission, type Route } from '#platform/http/route.ts';
import type { Answers } from '../../../domain/answer-value.ts';
import { incidentPaths } from '../../../paths.ts';
import { incidentPermissions } from '../../../permissions.ts';
import { coveredBy } from '../../../queries/covered-reports.query.ts';
import { formVersion } from '../../../queries/form-versions.query.ts';
import { type OpenReport, readReport } from '../../../queries/open-report.query.ts';
import { readDraft } from '../../../queries/report-draft.query.ts';
import { readRemarks, readSubmittedAnswers, readVersions, type Version } from '../../../queries/report-versions.query.ts';
import { loadSectorTree } from '../../../queries/sector-tree.query.ts';
import { type Compared, versionPage } from './version.view.tsx';

export const versionRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.reportVersion,
    access: permission(incidentPermissions, 'readReported'),
    async handle(ctx, { params, query }) {
      const report = await readReport(ctx, params.reportId);
      const versions = await readVersions(ctx.db, params.reportId);
      const version = versions.find(({ submission }) => submission.no === params.no);
      if (!version) throw new NotFoundError();
      const { submission } = version;
      return page(
        versionPage({
          report,
          versions,
          version,
          form: (await formVersion(ctx.db, submission.formVersionId)).definition,
          answers: await readSubmittedAnswers(ctx.db, submission.id),
          remarks: await readRemarks(ctx.db, submission.id),
          sectorTree: await loadSectorTree(ctx),
          covered: await coveredBy(ctx.db, report.incident.id, submission.id),
          compared: await comparedWith(ctx, report, versions, query.compare),
        }),
      );
    },
  }),
];

/** The other side of a comparison: another version, or the draft that is being written. */
async function comparedWith(
  ctx: Ctx,
  report: OpenReport,
  versions: readonly Version[],
  wanted: string | undefined,
): Promise<Compared | undefined> {
  if (wanted === 'draft') {
    const draft = await readDraft(ctx, report);
    return (
      draft.row && { kind: 'draft', form: draft.form.definition, answers: draft.shown, isBehind: draft.baseNo < (report.latest?.no ?? 0) }
    );
  }
  const other = versions.find(({ submission }) => String(submission.no) === wanted);
  if (!other) return undefined;
  const answers: Answers = await readSubmittedAnswers(ctx.db, other.submission.id);
  return {
    kind: 'version',
    no: other.submission.no,
    form: (await formVersion(ctx.db, other.submission.formVersionId)).definition,
    answers,
  };
}
