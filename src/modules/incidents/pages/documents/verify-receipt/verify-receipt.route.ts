import { defineRoute, page, publicAccess, type Route } from '#platform/http/route.ts';
import { incidentPaths } from '../../../paths.ts';
import { readDigest } from './verify-receipt.form.ts';
import { receivedAt } from './verify-receipt.query.ts';
import { verifyReceiptPage } from './verify-receipt.view.tsx';

/** Whether a submission with the digest of a receipt was received (decisions.md D2). */
export const verifyReceiptRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.verifyReceipt,
    access: publicAccess('whoever holds a receipt may check it, and learns the moment and nothing else'),
    listed: { label: ({ t }) => t('incidents.verify.title') },
    async handle(ctx, { query: { digest: typed } }) {
      if (typed === undefined) return page(verifyReceiptPage({ typed: '' }));
      const read = readDigest(typed);
      if (!read.ok) return page(verifyReceiptPage({ typed, errorKey: read.messageKey }), 422);
      return page(verifyReceiptPage({ typed, answer: { at: await receivedAt(ctx, read.digest) } }));
    },
  }),
];
