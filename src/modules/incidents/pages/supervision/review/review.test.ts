import { and, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeObserver, makeObserverAccount, makeRegulatorAccount } from '#modules/governance/testing/factories.ts';
import { auditEvent, job } from '#platform/db/schema.ts';
import { languages } from '#platform/i18n/language.ts';
import { type Client, type TestApp, testApp } from '../../../../../testing/test-app.ts';
import { incident, report, submission } from '../../../schema/incident.ts';
import { review, reviewDraft, reviewEvent, reviewRemark } from '../../../schema/supervising-side.ts';
import { incidentAccess } from '../../../schema/traces.ts';
import { type Country, makeCountry, openFile, type SubmitOptions, submitStage } from '../../../testing/factories.ts';

describe('reviewing a submission', () => {
  let app: TestApp;
  let country: Country;
  let tomas: Client;
  let incidentId: string;
  let first: string;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    const { incidents } = await openFile(app, country.elin);
    incidentId = incidents.nis2 ?? '';
    first = await submit({ description: 'Two of four servers are unusable.' });
    tomas = await app.as(country.tomas);
  });

  const submit = async (answers: NonNullable<SubmitOptions['answers']>) => {
    app.clock.advance({ minutes: 1 });
    return (await submitStage(app, country.elin, incidentId, 'early-warning', { answers })).submissionId;
  };
  const page = (id: string) => `/submissions/${id}`;
  const send = (client: Client, id: string, fields: Record<string, string>, headers = {}) =>
    client.post(`${page(id)}/review`, { _version: '0', draftVersion: '0', act: 'decide', ...fields }, headers);
  const announced = async () =>
    (await app.db.select().from(job)).filter(({ payload }) => (payload as { event?: string }).event === 'reviewed');
  const stored = async (id: string) => (await app.db.select().from(review).where(eq(review.submissionId, id)))[0];
  const accesses = async (action: 'read' | 'reviewed' | 'commented') =>
    app.db
      .select()
      .from(incidentAccess)
      .where(and(eq(incidentAccess.incidentId, incidentId), eq(incidentAccess.action, action)));

  // incidents.md check 23
  it('asks for a revision with comment, remark and date; mails once and not again for the same verdict', async () => {
    const revision = {
      verdict: 'revision',
      comment: 'Please name the **supplier**.',
      'remark.description': 'Which servers?',
      'remark.no-such-question': 'lost',
      'revisionDue.day': '12',
      'revisionDue.month': '3',
      'revisionDue.year': '2026',
      'revisionDue.hour': '17',
      'revisionDue.minute': '00',
    };
    expect((await send(tomas, first, revision)).status).toBe(303);
    expect(await stored(first)).toMatchObject({
      verdict: 'revision',
      commentMd: 'Please name the **supplier**.',
      reviewerName: 'Tomas Verhaegen',
    });
    expect(await app.db.select().from(reviewRemark)).toEqual([{ submissionId: first, questionKey: 'description', text: 'Which servers?' }]);
    const [row] = await app.db.select().from(report).where(eq(report.stageKey, 'early-warning'));
    expect(row?.revisionDueAt?.toString()).toBe('2026-03-12T16:00:00Z');
    expect(await announced()).toHaveLength(1);

    const again = await send(tomas, first, { ...revision, _version: '1', comment: 'And its access?' });
    expect(again.status).toBe(303);
    expect(await announced()).toHaveLength(1);
    expect(await app.db.select().from(reviewEvent)).toHaveLength(2);
    expect((await send(tomas, first, { verdict: 'passed', _version: '2' })).status).toBe(303);
    expect(await announced()).toHaveLength(2);
    const [passed] = await app.db.select().from(report).where(eq(report.stageKey, 'early-warning'));
    expect(passed?.revisionDueAt).toBeNull();
    expect(await accesses('reviewed')).toHaveLength(3);
    expect((await app.db.select().from(auditEvent)).filter(({ action }) => action === 'incidents.reviewSubmission')).toHaveLength(3);
    await expect(app.db.delete(reviewEvent)).rejects.toThrow();
  });

  it('saves a comment without deciding: no mail, and a verdict stays', async () => {
    await send(tomas, first, { act: 'comment', comment: 'We are reading.' });
    expect((await stored(first))?.verdict).toBeNull();
    await send(tomas, first, { verdict: 'passed', comment: '', _version: '1' });
    await send(tomas, first, { act: 'comment', comment: 'One more word.', verdict: 'revision', _version: '2' });
    expect(await stored(first)).toMatchObject({ verdict: 'passed', commentMd: 'One more word.' });
    expect(await announced()).toHaveLength(1);
    expect(await accesses('commented')).toHaveLength(2);
  });

  // incidents.md check 14
  it('records the review of a closed incident without mail', async () => {
    await app.db
      .update(incident)
      .set({ status: 'closed', outcome: 'handled', closedAt: app.clock.now() })
      .where(eq(incident.id, incidentId));
    expect((await tomas.get(page(first))).text).toContain('no message is sent');
    expect((await send(tomas, first, { verdict: 'passed' })).status).toBe(303);
    expect((await stored(first))?.verdict).toBe('passed');
    expect(await announced()).toHaveLength(0);
  });

  // incidents.md check 24
  it('keeps the verdict on the version that was opened, and warns', async () => {
    const opened = await tomas.get(page(first));
    expect(opened.text).not.toContain('was sent meanwhile');
    const second = await submit({ description: 'Three of four servers are unusable.' });
    const reply = await send(tomas, first, {
      verdict: 'revision',
      comment: 'Say more.',
      'revisionDue.day': '12',
      'revisionDue.month': '3',
      'revisionDue.year': '2026',
      'revisionDue.hour': '17',
      'revisionDue.minute': '0',
    });
    expect(reply.status).toBe(303);
    expect(await stored(second)).toBeUndefined();
    expect((await stored(first))?.verdict).toBe('revision');
    const [row] = await app.db.select().from(report).where(eq(report.stageKey, 'early-warning'));
    expect(row?.revisionDueAt).toBeNull();
    const after = await tomas.get(page(first));
    expect(after.text).toContain('The operator has sent version 2 meanwhile');
    expect(after.text).toContain('A decision made here stays on version 1');
    expect(after.document.querySelector(`a[href="${page(second)}"]`)).not.toBeNull();
  });

  it('refuses a missing verdict, a revision without comment and a date that has passed, and keeps what was typed', async () => {
    const none = await send(tomas, first, { comment: 'Typed words' });
    expect(none.status).toBe(422);
    expect(none.document.querySelector('textarea[name=comment]')?.textContent).toBe('Typed words');
    expect(none.document.querySelector('.v-errors a')?.getAttribute('href')).toBe('#f-verdict');
    const silent = await send(tomas, first, { verdict: 'revision', 'remark.description': 'Which?' });
    expect(silent.status).toBe(422);
    expect(silent.document.querySelector('textarea[name="remark.description"]')?.textContent).toBe('Which?');
    const past = await send(tomas, first, {
      verdict: 'revision',
      comment: 'More, please.',
      'revisionDue.day': '1',
      'revisionDue.month': '3',
      'revisionDue.year': '2026',
      'revisionDue.hour': '9',
      'revisionDue.minute': '0',
    });
    expect(past.status).toBe(422);
    expect(past.document.querySelector('input[name="revisionDue.day"]')?.getAttribute('value')).toBe('1');
    expect((await send(tomas, first, { act: 'comment' })).status).toBe(422);
    expect(await stored(first)).toBeUndefined();
  });

  it('keeps a comment that is far too long', async () => {
    const long = 'x'.repeat(100_000);
    const reply = await send(tomas, first, { verdict: 'revision', comment: long });
    expect(reply.status).toBe(422);
    expect(reply.text).toContain('Shorten the text to 20,000 characters');
    expect(reply.document.querySelector('textarea[name=comment]')?.textContent).toHaveLength(100_000);
    const json = await send(tomas, first, { act: 'draft', comment: long }, { accept: 'application/json' });
    expect(json.status).toBe(422);
  });

  it('refuses the second of two reviewers and shows both texts', async () => {
    const ada = await app.as(await makeRegulatorAccount(app.db, country.cyber, { name: 'Ada Lindqvist' }));
    await send(ada, first, { verdict: 'passed', comment: 'Fine with me.' });
    const late = await send(tomas, first, { verdict: 'revision', comment: 'Not so fast.' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('Fine with me.');
    expect(late.document.querySelector('textarea[name=comment]')?.textContent).toBe('Not so fast.');
    expect((await stored(first))?.verdict).toBe('passed');
    const version = late.document.querySelector('main input[name=_version]')?.getAttribute('value') ?? '';
    expect((await send(tomas, first, { verdict: 'revision', comment: 'Not so fast.', _version: version })).status).toBe(303);
  });

  it('keeps a draft for the person alone, beyond the session', async () => {
    const saved = await send(
      tomas,
      first,
      { act: 'draft', comment: 'Half a *thought*', verdict: 'revision', 'remark.description': 'Hm' },
      { accept: 'application/json' },
    );
    expect(saved.status).toBe(200);
    expect(JSON.parse(saved.body)).toMatchObject({ draftVersion: 1, preview: '<p>Half a <em>thought</em></p>' });
    const stale = await send(tomas, first, { act: 'draft', comment: 'other tab' }, { accept: 'application/json' });
    expect(stale.status).toBe(409);
    const later = await (await app.as(country.tomas)).get(page(first));
    expect(later.document.querySelector('textarea[name=comment]')?.textContent).toBe('Half a *thought*');
    expect(later.document.querySelector('textarea[name="remark.description"]')?.textContent).toBe('Hm');
    expect(later.document.querySelector('input[value=revision]')?.hasAttribute('checked')).toBe(true);
    const ada = await app.as(await makeRegulatorAccount(app.db, country.cyber, { name: 'Ada Lindqvist' }));
    expect((await ada.get(page(first))).text).not.toContain('thought');
    expect(await stored(first)).toBeUndefined();
    await send(tomas, first, { verdict: 'passed' });
    expect(await app.db.select().from(reviewDraft)).toHaveLength(0);
  });

  it('cleans hostile Markdown and HTML', async () => {
    const comment = '<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) **bold**';
    await send(tomas, first, { act: 'comment', comment, 'remark.description': '<b onclick=alert(1)>x</b>' });
    const { document, body } = await tomas.get(page(first));
    const sent = document.querySelector('.v-panel .v-remark');
    expect(sent?.querySelector('strong')?.textContent).toBe('bold');
    expect(sent?.querySelector('script, img, a')).toBeNull();
    expect(body).not.toContain('<b onclick');
    expect(document.querySelector('main')?.innerHTML).not.toContain('<script');
  });

  it('notes a reading once an hour and does not move the last update', async () => {
    const before = await app.db.select().from(incident).where(eq(incident.id, incidentId));
    await tomas.get(page(first));
    await tomas.get(page(first));
    expect(await accesses('read')).toHaveLength(1);
    expect((await accesses('read'))[0]).toMatchObject({ side: 'supervising', submissionId: first });
    expect(await app.db.select().from(incident).where(eq(incident.id, incidentId))).toEqual(before);
  });

  it('lets observers read, with contacts only when shared, and nobody else', async () => {
    const csirt = await makeObserver(app.db, { regulationKeys: ['nis2'] });
    const sharing = await makeObserver(app.db, { regulationKeys: ['nis2'], shareContacts: true });
    const [reader, informed] = [
      await app.as(await makeObserverAccount(app.db, csirt)),
      await app.as(await makeObserverAccount(app.db, sharing)),
    ];
    await send(tomas, first, { act: 'comment', comment: 'Between us' });
    const seen = await reader.get(page(first));
    expect(seen.status).toBe(200);
    expect(seen.body).not.toContain('elin.marchetti@norvane.example');
    expect(seen.text).not.toContain('Between us');
    expect(seen.document.querySelector('textarea')).toBeNull();
    expect((await informed.get(page(first))).body).toContain('elin.marchetti@norvane.example');
    expect([403, 404]).toContain((await send(reader, first, { verdict: 'passed' })).status);
    const dana = await app.as(country.dana);
    expect((await dana.get(page(first))).status).toBe(404);
    expect((await send(dana, first, { verdict: 'passed' })).status).toBe(404);
    const elin = await app.as(country.elin);
    expect((await elin.get(page(first))).status).toBe(404);
    expect((await send(elin, first, { verdict: 'passed' })).status).toBe(404);
    expect((await tomas.get(page('0198c0de-0000-7000-8000-000000000000'))).status).toBe(404);
  });

  it('lets nobody review what they submitted', async () => {
    const [copy] = await app.db.select().from(submission).where(eq(submission.id, first));
    const own = '0198c0de-0000-7000-8000-00000000000a';
    await app.db
      .insert(submission)
      .values({ ...(copy as NonNullable<typeof copy>), id: own, no: 2, idempotencyKey: own, submittedBy: country.tomas.accountId });
    const opened = await tomas.get(page(own));
    expect(opened.text).toContain('somebody else reviews it');
    expect(opened.document.querySelector('textarea')).toBeNull();
    expect((await send(tomas, own, { verdict: 'passed' })).status).toBe(403);
    expect((await send(tomas, own, { act: 'draft' })).status).toBe(403);
  });

  it.each(languages)('speaks %s', async (language) => {
    const second = await submit({ description: 'Three of four servers are unusable.' });
    const reader = await app.as(country.tomas, language);
    const { status, document } = await reader.get(page(second));
    expect(status).toBe(200);
    expect(document.querySelector('html')?.getAttribute('lang')).toBe(language);
    expect(document.querySelector('ins')?.textContent).toContain('Three');
  });
});
