/** Everything that one reader gets to see, byte by byte, in a form that can be compared between two worlds. */
import { inArray } from 'drizzle-orm';
import type { AccountActor } from '#platform/context/actor.ts';
import { mailDelivery } from '#platform/db/schema.ts';
import type { DocumentRequest } from '#platform/documents/document-renderer.ts';
import type { Route } from '#platform/http/route.ts';
import type { TestApp } from '../../../testing/test-app.ts';

export interface Observation {
  /** What was asked for. */
  question: string;
  answer: string;
}

/** Where a reader begins to walk, and what it asks for by its address. */
export interface Tour {
  starts: readonly string[];
  addresses: readonly string[];
}

interface Subjects {
  incidentId: string;
  submissionIds: readonly string[];
  /** Ids that the reader must not find anything behind: of siblings in the one world, of nothing in the other. */
  hiddenIds: readonly string[];
}

const mostPages = 80;
/**
 * Not pages about incidents: styles, the mailbox of the demo, leaving, texts that are everybody's, and what protects the own account,
 * which draws secrets. Nor the same list in another order: a tour starts at one of those.
 */
const elsewhere =
  /^\/(static|theme|mailbox|sign-|start\/|organisation|language|terms|privacy|cookies|accessibility|help|contact|sitemap|account\/(security|password|email))|[?&](sort|direction)=/;
const readers = new Set(['incident.read', 'incident.list', 'incident.download', 'incident.readLog']);

/** Of the supervising side: the list in all its forms, and everything that has an id. */
export function supervisedTour(routes: readonly Route[], { incidentId, submissionIds, hiddenIds }: Subjects): Tour {
  const lists = [
    '',
    '?view=all',
    '?view=all&sort=update',
    '?view=overdue',
    '?view=all&q=Ransomware',
    '?view=all&q=canary',
    '?view=all&regulation=gdpr',
  ];
  return {
    starts: ['/', ...lists.map((query) => `/incidents${query}`)],
    addresses: [incidentId, ...submissionIds, ...hiddenIds].flatMap((id) => addressesOf(routes, id)),
  };
}

/** Walks every page that can be reached from where the tour starts, then asks for everything by its address, as page and as script. */
export async function observe(
  app: TestApp,
  reader: AccountActor,
  documents: readonly DocumentRequest[],
  { starts, addresses }: Tour,
): Promise<Observation[]> {
  const client = await app.as(reader);
  const seen: Observation[] = [];
  const note = (question: string, answer: string) => void seen.push({ question, answer });
  const queue = [...starts];
  for (let at = 0; at < Math.min(queue.length, mostPages); at += 1) {
    const url = queue[at] ?? '';
    const before = documents.length;
    const reply = await client.get(url);
    note(`GET ${url}`, `${reply.status} ${reply.body}`);
    for (const request of documents.slice(before)) note(`document of ${url}`, JSON.stringify(request));
    const links = [...reply.document.querySelectorAll('a[href], img[src]')].map(
      (link) => link.getAttribute('href') ?? link.getAttribute('src') ?? '',
    );
    queue.push(
      ...links
        .map((href) => href.split('#')[0] ?? '')
        .filter((href) => href.startsWith('/') && !elsewhere.test(href) && !queue.includes(href)),
    );
  }
  for (const url of addresses) {
    const before = documents.length;
    const reply = await client.get(url);
    note(`GET ${url}`, `${reply.status} ${reply.body}`);
    for (const request of documents.slice(before)) note(`document of ${url}`, JSON.stringify(request));
    const script = await client.get(url, { accept: 'application/json' });
    note(`GET ${url} as script`, `${script.status} ${script.body.replace(/"instance":"[^"]*"/, '')}`);
  }
  for (const url of addresses) {
    const reply = await client.post(url, {});
    note(`POST ${url}`, `${reply.status} ${String(reply.headers.location)} ${reply.body}`);
  }
  return seen;
}

/** All routes of the supervising side that take an id, filled with this one. */
const addressesOf = (routes: readonly Route[], id: string): string[] => [
  ...new Set(
    routes
      .filter(({ access, path }) => path.template.includes(':') && (readers.has(access.label) || path.template.startsWith('/incidents/')))
      .map(({ path }) => path.template.replace(/:(incidentId|submissionId|reportId)/, id).replace(/:no/, '1'))
      .filter((url) => !url.includes(':')),
  ),
];

export async function mailsTo(app: TestApp, recipients: readonly string[]): Promise<Observation[]> {
  const rows = await app.db
    .select()
    .from(mailDelivery)
    .where(inArray(mailDelivery.recipient, [...recipients]))
    .orderBy(mailDelivery.id);
  return rows.map(({ recipient, template, state, subject, bodyText, bodyHtml, createdAt, sentAt }) => ({
    question: `mail to ${recipient}`,
    answer: JSON.stringify({ template, state, subject, bodyText, bodyHtml, createdAt, sentAt }),
  }));
}

/**
 * Two worlds draw different ids, references and digests. Each is replaced by how many came before it, so that what remains differs
 * only when the worlds do: an id more, or in another order, shifts all that follow.
 */
export function withoutDraws(observations: readonly Observation[]): Observation[] {
  const names = new Map<string, string>();
  const draws =
    /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|NI_[0-9A-Z]{8}|\b[0-9a-f]{64}\b|\bUID:[0-9a-f]{32}\b|\b(?:info|person|observer|regulator)-[0-9a-f]{6,8}\b/g;
  const replace = (text: string) =>
    text.replace(/name="_csrf" value="[^"]*"/g, '').replace(draws, (draw) => {
      const known = names.get(draw) ?? `<${draw.slice(0, 3) === 'NI_' ? 'reference' : 'id'} ${names.size + 1}>`;
      names.set(draw, known);
      return known;
    });
  return observations.map(({ question, answer }) => ({ question: replace(question), answer: replace(answer) }));
}
