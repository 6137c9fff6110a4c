import { resolve } from 'node:path';
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { govRegulation } from '#modules/governance/index.ts';
import { makeObserver, makeOperatorAccount, makeRegulatorAccount } from '#modules/governance/testing/factories.ts';
import { mailDelivery } from '#platform/db/schema.ts';
import type { Translated } from '#platform/i18n/language.ts';
import { everyLanguage } from '#platform/mail/mail-job.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { type TestApp, testApp } from '../../../testing/test-app.ts';
import type { ProcedureDefinition } from '../domain/definition.ts';
import { placeholders } from '../domain/mail-template.ts';
import { PackRefusedError } from '../packs/import-steps.ts';
import { readPack } from '../packs/pack-reader.ts';
import { importPack } from '../services/import-pack.ts';
import { importProcedure } from '../services/import-procedure.ts';
import { reviewSubmission } from '../services/review-submission.ts';
import { type Country, makeCountry, openFile, sampleContact, submitStage } from '../testing/factories.ts';

type Mails = NonNullable<ProcedureDefinition['mails']>;
const alike = (text: string): Translated => ({ en: text, fr: text, de: text, nl: text });

// incidents.md 7.2 and 7.3
describe('the mails of a procedure', () => {
  let app: TestApp;
  let country: Country;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
  });

  async function nis2With(mails: Mails, ofFirstStage: ProcedureDefinition['stages'][number]['mails'] = {}) {
    const read = await readPack(resolve('packs/nis2'));
    if (!read.ok) throw new Error('The shipped pack has findings');
    const procedures = read.pack.procedures.map(({ definition, ...procedure }) => {
      const stages = definition.stages.map((stage, index) => (index === 0 ? { ...stage, mails: ofFirstStage } : stage));
      return { ...procedure, definition: { ...definition, stages, mails } };
    });
    return { ...read.pack, procedures };
  }
  const use = async (...mails: Parameters<typeof nis2With>) =>
    importPack(app.systemCtx(), { pack: await nis2With(...mails), regulatorId: country.cyber.id });
  const mailsOf = async (template: string) => {
    await app.runJobs();
    return app.db.select().from(mailDelivery).where(eq(mailDelivery.template, template));
  };
  const open = async () => (await openFile(app, country.elin)).incidents.nis2 ?? '';
  const secrets = ['SubstationTwelve', 'Thank you all'];

  // Check 30. The version is put down past the check of the pack, as one that an older program has published.
  it('says the default language and every other that differs, without scripts, and leaves unknown placeholders', async () => {
    const content = {
      en: 'Opened: **#INCIDENT_ID#**, #GONE_TOKEN#.\n\n<script>alert(1)</script>[x](javascript:alert(2))',
      fr: 'Ouvert : **#INCIDENT_ID#**',
      de: 'Eröffnet: **#INCIDENT_ID#**',
      nl: 'Eröffnet: **#INCIDENT_ID#**',
    };
    const pack = await nis2With({ opened: { subject: alike('#INCIDENT_ID# <b>opened</b> #CROSS_BORDER#'), content } });
    const [regulation] = await app.db.select({ id: govRegulation.id }).from(govRegulation).where(eq(govRegulation.key, 'nis2'));
    const [procedure] = pack.procedures;
    if (!procedure || !regulation) throw new Error('no procedure');
    const target = { packId: 'nis2', regulatorId: country.cyber.id, regulationId: regulation.id, active: true };
    const appliesFrom = Temporal.Instant.from('2026-01-01T00:00:00Z');
    await app.db.transaction((tx) => importProcedure(tx, app.systemCtx(), { ...target, appliesFrom }, procedure));
    await makeOperatorAccount(app.db, country.operator, { administrator: true, language: 'de', email: 'anke@norvane.example' });
    await open();
    const mails = await mailsOf('incidents.opened-reporting');
    const toAddress = mails.find(({ language }) => language === everyLanguage);
    const html = toAddress?.bodyHtml ?? '';
    expect(toAddress?.subject).toMatch(/^NI_\w+ <b>opened<\/b>$/);
    expect([...html.matchAll(/lang="(\w\w)" style="padding/g)].map(([, language]) => language)).toEqual(['en', 'fr', 'de']);
    expect(html).toMatch(/Opened: <strong>NI_\w+<\/strong>, #GONE_TOKEN#\./);
    expect(html).toContain('Ouvert : <strong>NI_');
    expect(html).not.toMatch(/<script|href="javascript|<b>opened/);
    expect(toAddress?.bodyText).toMatch(/Opened: NI_\w+, #GONE_TOKEN#\./);
    const anke = mails.find(({ recipient }) => recipient === 'anke@norvane.example');
    expect(anke?.bodyText).toMatch(/Eröffnet: NI_\w+\n/);
    expect(anke?.bodyText).not.toContain('Opened');
  });

  // decisions.md D16
  it('refuses a placeholder that does not exist when the procedure is published', async () => {
    const wrong = use({ closed: { content: { ...alike('Closed'), nl: 'Gesloten #INCIDENT_NAME#' } } });
    await expect(wrong).rejects.toThrow(PackRefusedError);
    await expect(wrong).rejects.toMatchObject({
      findings: [{ code: 'unknown-placeholder', path: 'mails.closed.content.nl', message: 'there is no placeholder #INCIDENT_NAME#' }],
    });
  });

  it('fills every placeholder, with nothing that people wrote', async () => {
    await use({ submitted: { content: alike(placeholders.map((name) => `${name}[#${name}#]`).join('\n')) } });
    const incidentId = await open();
    const answers = { description: secrets[0] ?? '', 'cross-border': { option: 'yes' } };
    const { submissionId } = await submitStage(app, country.elin, incidentId, 'early-warning', { answers });
    const review = { submissionId, act: 'decide' as const, reviewVersion: 0, revisionDueAt: undefined };
    await reviewSubmission(app.ctx(country.tomas), { ...review, verdict: 'passed', comment: secrets[1] ?? '', remarks: {} });
    const [mail] = (await mailsOf('incidents.submitted-reporting')).filter(({ language }) => language === 'en');
    const lines = new Map([...(mail?.bodyText ?? '').matchAll(/^([A-Z_]+)\[(.*)\]$/gm)].map(([, name, value]) => [name, value]));
    expect(Object.fromEntries(lines)).toEqual({
      INCIDENT_ID: expect.stringMatching(/^NI_/),
      INCIDENT_NOTIFICATION_DATE: '2026-03-05',
      INCIDENT_DETECTION_DATE: '2026-03-05',
      INCIDENT_STARTING_DATE: '',
      INCIDENT_STATUS: 'Ongoing',
      REPORT_NAME: 'Early warning',
      REPORT_REVIEW_STATUS: 'Passed',
      REPORT_COMMENT_ADDED: 'The regulator has written a comment.',
      DEADLINE: expect.stringContaining('8 March 2026, 08:00 CET'),
      CROSS_BORDER: 'Cross-border',
      INCIDENT_LINK: expect.stringMatching(/^http:\/\/vigie\.test\/files\/[0-9a-f-]+$/),
      PUBLIC_URL: 'http://vigie.test/',
    });
    for (const secret of secrets) expect(`${mail?.subject} ${mail?.bodyText} ${mail?.bodyHtml}`).not.toContain(secret);
  });

  it('goes to the groups that are ticked, a stage before the procedure, and to nobody when none is', async () => {
    await makeObserver(app.db, { slug: 'cert', regulationKeys: ['nis2'] });
    await makeRegulatorAccount(app.db, country.cyber, { email: 'rita@nca.example' });
    await use(
      {
        opened: { recipients: [] },
        submitted: { recipients: ['operatorUsers'] },
        reviewed: { recipients: ['regulatorUsers', 'observers'] },
      },
      { submitted: { recipients: ['contact', 'technicalContact'] } },
    );
    const incidentId = await open();
    const { submissionId } = await submitStage(app, country.elin, incidentId, 'early-warning');
    const review = { submissionId, act: 'decide' as const, reviewVersion: 0, revisionDueAt: undefined };
    await reviewSubmission(app.ctx(country.tomas), { ...review, verdict: 'passed', comment: '', remarks: {} });
    await app.runJobs();
    const rows = await app.db.select().from(mailDelivery);
    expect(rows.map(({ template, recipient, state }) => `${template} ${recipient} ${state}`).sort()).toEqual([
      expect.stringMatching(/^incidents\.reviewed-observers .*cert.* sent$/),
      'incidents.reviewed-supervising rita@nca.example sent',
      `incidents.submitted-reporting ${sampleContact.email} sent`,
    ]);
    expect(rows.find(({ recipient }) => recipient === 'rita@nca.example')?.bodyText).toContain('The regulator has accepted the report.');
  });
});
