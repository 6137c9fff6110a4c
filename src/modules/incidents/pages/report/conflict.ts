import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError } from '#platform/context/errors.ts';
import { page, type Result } from '#platform/http/route.ts';
import { readReport } from '../../queries/open-report.query.ts';
import { conflictPage } from './conflict.view.tsx';

/** Runs an act on a report; when the report has moved on meanwhile, answers with the page that says how and what to do. */
export async function conflictResult(ctx: Ctx, reportId: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    const report = await readReport(ctx, reportId);
    return page(conflictPage({ report, messageKey: error.messageKey, values: error.values }), 409);
  }
}
