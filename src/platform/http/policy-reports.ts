import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

/** Where browsers tell that a page of ours wanted something the policy forbids: a fault of ours, or somebody's attempt. */
export const policyReportsPath = '/policy-reports';

const reportsSchema = z.array(
  z.looseObject({
    type: z.string().max(100),
    body: z.looseObject({
      documentURL: z.string().optional(),
      blockedURL: z.string().optional(),
      effectiveDirective: z.string().max(100).optional(),
    }),
  }),
);

/** Anybody may send these: they are small, few, and only written down, without what an address holds beside its path. */
export function takePolicyReports(app: FastifyInstance): void {
  const options = { parseAs: 'string', bodyLimit: 32_768 } as const;
  app.addContentTypeParser('application/reports+json', options, (_request, body, done) => done(null, body));
  app.post(
    policyReportsPath,
    { bodyLimit: options.bodyLimit, config: { rateLimit: { max: 30, timeWindow: '1 minute' } } },
    (request, reply) => {
      for (const { body } of reportsIn(request.body).slice(0, 10)) {
        const [page, blocked] = [placeOf(body.documentURL), placeOf(body.blockedURL)];
        request.log.warn(
          { directive: body.effectiveDirective, page, blocked },
          'a browser kept a page from something that its policy forbids',
        );
      }
      return reply.code(204).send();
    },
  );
}

function reportsIn(body: unknown) {
  try {
    const reports = reportsSchema.safeParse(JSON.parse(String(body)));
    return reports.success ? reports.data.filter(({ type }) => type === 'csp-violation') : [];
  } catch {
    return [];
  }
}

/** Host and path of an address; a word such as `inline` stays. */
function placeOf(address: string | undefined): string | undefined {
  if (!address || !URL.canParse(address)) return address?.slice(0, 100);
  const { host, pathname } = new URL(address);
  return `${host}${pathname}`.slice(0, 200);
}
