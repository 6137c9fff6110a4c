/**
 * Every form of the application, filled in by somebody who means no good: each has one of its defined outcomes, shows again what was
 * typed when it refuses, changes nothing then, and no page ever makes markup of a text (incidents.md 9, SECURITY.md).
 */
import { eq, sql } from 'drizzle-orm';
import { parseHTML } from 'linkedom';
import { beforeAll, describe, expect, it } from 'vitest';
import { rowsOf } from '#platform/db/database.ts';
import { mailDelivery } from '#platform/db/schema.ts';
import { addressOf, makePermissionWorld, type PermissionWorld } from '../permission-world.ts';
import { type Client, type Reply, type TestApp, testApp } from '../test-app.ts';
import { type FoundForm, formsOn, shownIn } from './forms-on-pages.ts';
import { hostileFields, hostileNames, hostileParameters, hostileTexts, markup, markupText } from './hostile-values.ts';
import { type Place, placesOf, shownOnce } from './places.ts';

/** Moved by looking at a page or by trying to sign in, whatever comes of it. */
const alive = ['attempt', 'session', 'incident_access', 'audit_event', 'audit_detail', 'audit_unsealed'];
/** A section keeps what was typed although something in it is wrong: a draft is never asked whether it is complete. */
const keepsDrafts: Record<string, readonly string[]> = {
  '/reports/:reportId/sections/:section': ['draft', 'draft_answer', 'draft_part'],
  // A wrong code is counted.
  '/without-account/code': ['notifier'],
  '/submissions/:submissionId/review': ['review_draft', 'review_draft_remark'],
  // Wrong passwords are counted.
  '/sign-in': ['attempt', 'sign_in_lock', 'entry_request', 'job'],
};
const outcomes = [303, 403, 404, 409, 419, 422, 429];
/** A first post that shows what a second one would do. */
const previews = ['/files/:fileId/add-law'];
/** Answers with what is shown only once. */
const shows = ['/account/security/backup-codes'];
/** Bytes of a post; more is refused before it is read. */
const largest = 2 * 1024 * 1024;

type Fields = Record<string, string | string[]>;

describe('hostile input', () => {
  let app: TestApp;
  let world: PermissionWorld;
  let tables: string[];
  /** Of the last answer that changed nothing: reading it all takes longer than the answer. */
  let unchanged: Map<string, string> | undefined;
  const clients = new Map<Place['role'], Client>();

  beforeAll(async () => {
    app = await testApp();
    world = await makePermissionWorld(app);
    const rows = await rowsOf<{ name: string }>(app.db, sql`select tablename as name from pg_tables where schemaname = 'public'`);
    tables = rows.map(({ name }) => name).filter((name) => !alive.includes(name));
  }, 300_000);

  /** Somebody new in the role: an act before may have signed the last one out. */
  async function renew(role: Place['role']): Promise<Client> {
    const client = role === 'nobody' ? app.anonymous() : await app.as(world.actors[role]);
    clients.set(role, client);
    return client;
  }

  /** How many rows every table has, and the transactions that wrote them: every write moves one of the two. */
  async function digest(): Promise<Map<string, string>> {
    const parts = tables.map(
      (name) => `select '${name}' as name, count(*) || ' ' || coalesce(sum(xmin::text::bigint), 0) as digest from "${name}"`,
    );
    const rows = await rowsOf<{ name: string; digest: string }>(app.db, sql.raw(parts.join(' union all ')));
    return new Map(rows.map(({ name, digest: value }) => [name, value]));
  }

  interface Open {
    client: Client;
    url: string;
    form: FoundForm;
  }

  /** The form of a place: as it stands there while nothing has moved, else where it was found before, else on a fresh record. */
  async function openForm(place: Place, known: Open | undefined): Promise<Open> {
    const formOn = async (client: Client, url: string) => formsOn(await client.get(url)).find(({ action }) => fits(place.template, action));
    const before = clients.get(place.role);
    if (unchanged && known) return known;
    const same = known && before && (await formOn(before, known.url));
    if (same) return { client: before, url: known.url, form: same };
    const client = await renew(place.role);
    const url = await place.make(client);
    unchanged = undefined;
    const form = await formOn(client, url);
    if (!form) throw new Error(`No form of ${place.name} on ${url}: name its page in places.ts`);
    return { client, url, form };
  }

  async function attack(place: Place, change: (form: FoundForm) => Fields, known: Open | undefined): Promise<Open> {
    const open = await openForm(place, known);
    const { client, form } = open;
    const changes = change(form);
    const typed: Fields = { ...shownFields(form), ...changes };
    const before = unchanged ?? (await digest());
    unchanged = undefined;
    const answer = await client.post(form.action, typed);
    const context = `${place.name} answered ${answer.status}: ${answer.text.slice(0, 300)}`;
    if (answer.status === 413) expect(lengthOf(typed), context).toBeGreaterThan(largest);
    else if (answer.status === 200) expect([...previews, ...shows], context).toContain(place.template);
    else expect(outcomes, context).toContain(answer.status);
    expectNoMarkup(answer, context);
    if (answer.status === 303 || shows.includes(place.template)) return open;
    const after = await digest();
    const moved = [...after].filter(([name, value]) => before.get(name) !== value).map(([name]) => name);
    expect(
      moved.filter((name) => !keepsDrafts[place.template]?.includes(name)),
      context,
    ).toEqual([]);
    if (moved.length === 0) unchanged = after;
    // Without what the page itself had put there, it may not know what was meant.
    const isForged = form.fields.some(({ name, kind }) => kind === 'hidden' && name in changes);
    if (!isForged && (answer.status === 422 || answer.status === 409)) expectShownAgain(answer, form, typed, context);
    return open;
  }

  it('meets every form there is', () => {
    const posts = app.routes.filter(({ method }) => method === 'POST').map(({ path }) => path.template);
    const found = posts.filter((template) => !shownOnce.includes(template));
    expect([...new Set(placesOf(app, world).map(({ template }) => template))].sort()).toEqual(found.sort());
  });

  it('has a defined outcome for every text in all fields of a form, for every kind in one, and for names nobody knows', async () => {
    const failures: string[] = [];
    for (const place of placesOf(app, world)) {
      let open: Open | undefined;
      unchanged = undefined;
      const strike = async (what: string, change: (form: FoundForm) => Fields) => {
        try {
          open = await attack(place, change, open);
        } catch (error) {
          failures.push(`${what}: ${error instanceof Error ? error.message.slice(0, 700) : error}`);
        }
      };
      for (const [what, text] of Object.entries(hostileTexts))
        await strike(what, ({ fields }) => Object.fromEntries(fields.filter(isTyped).map(({ name }) => [name, text])));
      const found = await openForm(place, open).catch((error: unknown) => void failures.push(String(error)));
      for (const { name } of found?.form.fields ?? []) {
        for (const [what, value] of Object.entries(hostileFields)) await strike(`${name}, ${what}`, () => ({ [name]: value ?? [] }));
      }
      await strike('unknown names', () => ({ ...hostileNames }));
      await strike('lists', ({ fields }) => Object.fromEntries(fields.map(({ name, values }) => [name, [values[0] ?? '', markupText]])));
      await strike('nothing at all', ({ fields }) => Object.fromEntries(fields.map(({ name }) => [name, []])));
    }
    expect(failures).toEqual([]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  }, 900_000);

  it('answers every address with every kind of parameter', async () => {
    const failures: string[] = [];
    const sample = await world.own();
    for (const route of app.routes.filter(({ method }) => method === 'GET')) {
      const address = addressOf(route, sample, world.mailId);
      for (const role of ['operatorAdministrator', 'regulatorAdministrator'] as const) {
        const client = await renew(role);
        if ((await client.get(address)).status === 404) continue;
        const isAskedFor = (name: string) => Object.hasOwn(route.path.query.shape, name);
        for (const name of [...Object.keys(route.path.query.shape), 'unknown', '__proto__']) {
          // What nobody asks for is dropped before anybody reads it: one value shows that.
          for (const value of isAskedFor(name) ? hostileParameters : hostileParameters.slice(0, 1)) {
            const answer = await client.get(`${address}?${new URLSearchParams({ [name]: value })}`);
            if (answer.status >= 500) failures.push(`${address}?${name}=${JSON.stringify(value.slice(0, 60))} answered ${answer.status}`);
            expectNoMarkup(answer, `${address}?${name}`);
          }
        }
      }
    }
    expect(failures).toEqual([]);
  }, 600_000);

  it('writes what got in into mails as text', async () => {
    // Every seventh event: the dozen texts take turns, so each of them is among them.
    await app.db.execute(sql`delete from job where id in
      (select id from (select id, row_number() over (order by id) as nth from job) numbered where nth % 7 <> 0)`);
    await app.runJobs();
    const mails = await app.db.select().from(mailDelivery).where(eq(mailDelivery.state, 'sent'));
    expect(mails.length).toBeGreaterThan(10);
    for (const { subject, bodyHtml, eventKey } of mails) {
      expect(subject, eventKey).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      const { document } = parseHTML(bodyHtml ?? '');
      expect(document.querySelectorAll(`${markup}, [onclick], [onerror], script, img, [href^="javascript:"]`).length, eventKey).toBe(0);
    }
  }, 300_000);

  it('shows what got in as text, on every page of everybody', async () => {
    const addresses = new Set<string>();
    for (const role of ['operatorAdministrator', 'regulatorAdministrator', 'observerAdministrator'] as const) {
      const client = await app.as(world.actors[role]);
      const waiting = ['/', '/files', '/incidents?view=all&size=100', '/mailbox', '/notify'];
      for (let next = waiting.shift(); next !== undefined && addresses.size < 400; next = waiting.shift()) {
        const key = `${role} ${next}`;
        if (addresses.has(key)) continue;
        addresses.add(key);
        const page = await client.get(next);
        expect(page.status, key).toBeLessThan(500);
        expectNoMarkup(page, key);
        for (const link of page.document.querySelectorAll('main a[href^="/"]')) {
          const href = link.getAttribute('href') ?? '';
          if (!/\.pdf|\/html$|\?/.test(href)) waiting.push(href.split('#')[0] ?? '/');
        }
      }
    }
    expect(addresses.size).toBeGreaterThan(50);
  }, 300_000);
});

const lengthOf = (typed: Fields) => JSON.stringify(typed).length;
const isTyped = ({ kind }: { kind: string }) => kind === 'text' || kind === 'secret';
const fits = (template: string, action: string) =>
  new RegExp(`^${template.replace(/:[a-zA-Z]+/g, '[^/]+')}$`).test(action.split('?')[0] ?? '');

const shownFields = ({ fields }: FoundForm): Fields =>
  Object.fromEntries(fields.filter(({ values }) => values.length > 0).map(({ name, values }) => [name, values]));

/** Script, or another site; the tab and the line break that browsers drop do not hide it. */
const elsewhere = /^\s*([a-z]+:|\/[\s]*[/\\])/i;
/** Addresses of ours that name a scheme. */
const ours = /^(https?:\/\/vigie\.(test|example)\/|mailto:|tel:)/;

/** Texts become texts: no element, no handler, no address with script in it. */
function expectNoMarkup({ document, headers }: Reply, context: string): void {
  expect(document.querySelectorAll(`${markup}, [onclick], [onerror], script:not([src])`).length, context).toBe(0);
  // Links that people write in Markdown may lead elsewhere, when somebody follows them.
  const addresses = [...document.querySelectorAll('[href]:not(a[rel=noopener]), [src], [action]')].flatMap((element) =>
    ['href', 'src', 'action'].map((name) => element.getAttribute(name) ?? ''),
  );
  expect(
    addresses.filter((address) => elsewhere.test(address) && !ours.test(address)),
    context,
  ).toEqual([]);
  const written = [...document.querySelectorAll('a[rel=noopener]')].map((link) => link.getAttribute('href') ?? '');
  expect(
    written.filter((address) => !/^(https?:|mailto:|\/(?![/\\]))/.test(address)),
    context,
  ).toEqual([]);
  expect(String(headers.location ?? ''), context).not.toMatch(elsewhere);
}

/** What a browser makes of a text in a field, and what no database takes. */
const asShown = (text: string) => text.toWellFormed().replace(/\r\n?/g, '\n').replaceAll('\u0000', '');

function expectShownAgain(answer: Reply, { fields }: FoundForm, typed: Fields, context: string): void {
  for (const { name, kind } of fields) {
    const [text = ''] = [typed[name] ?? ''].flat();
    if (kind !== 'text' || text.trim() === '') continue;
    const shown = shownIn(answer, name);
    const isThere = shown === undefined ? answer.text.includes(asShown(text).trim().replace(/\s+/g, ' ').slice(0, 200)) : shown !== '';
    if (shown !== undefined && isThere)
      expect(asShown(shown).replace(/\s+/g, ' ').trim().slice(0, 300), `${name}: ${context}`).toBe(
        asShown(text).replace(/\s+/g, ' ').trim().slice(0, 300),
      );
    else expect(isThere, `${name} is not shown again: ${context}`).toBe(true);
  }
}
