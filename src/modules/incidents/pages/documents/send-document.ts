import type { Ctx } from '#platform/context/ctx.ts';
import { DocumentError } from '#platform/documents/document-error.ts';
import type { DocumentRenderer } from '#platform/documents/document-renderer.ts';
import { file, page, type Result, unavailable } from '#platform/http/route.ts';
import { homeOfIncident } from '../../documents/printable.query.ts';
import { type DocumentOrder, makeDocument } from '../../services/make-document.ts';
import { documentFailedPage } from './document-failed.view.tsx';

/** Longer than a document may take, so that whoever waits has a fair chance. In seconds. */
const retryAfter = 30;

/** The document as a download; a page that says why not, and where to go on, when it could not be made. */
export async function sendDocument(ctx: Ctx, renderer: DocumentRenderer, order: DocumentOrder, name: string): Promise<Result> {
  try {
    return file(await makeDocument(ctx, renderer, order), name, 'application/pdf');
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const { failure } = error;
    ctx.log.error({ err: error, failure, template: order.template }, 'a document was not made');
    const view = documentFailedPage({
      reason: error.messageFor(ctx.language),
      isPassing: error.isPassing,
      requestId: ctx.requestId,
      backHref: await homeOfIncident(ctx, order.incidentId),
    });
    return error.isPassing ? unavailable(view, retryAfter) : page(view, 500);
  }
}
