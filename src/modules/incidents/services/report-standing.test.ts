import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { rowsOf } from '#platform/db/database.ts';
import { type TestApp, testApp } from '../../../testing/test-app.ts';
import { type Country, decide, makeCountry, openFile, submitStage } from '../testing/factories.ts';

const standing = [
  'sent_no',
  'sent_id',
  'sent_at',
  'first_sent_at',
  'sent_late',
  'sent_deadline_at',
  'verdict',
  'reviewed_at',
  'is_covered',
];

/** What stands on each report, and what its versions, reviews and covering reports say. */
async function standings({ db }: TestApp) {
  const kept = await rowsOf(db, sql`select stage_key, ${sql.raw(standing.join(', '))} from report order by id`);
  const told = await rowsOf(
    db,
    sql`select r.stage_key, s.no as sent_no, s.id as sent_id, s.submitted_at as sent_at, f.submitted_at as first_sent_at, s.late as sent_late,
        s.deadline_at as sent_deadline_at, v.verdict, v.reviewed_at,
        exists (select 1 from submission_covers c where c.report_id = r.id) as is_covered
      from report r
      left join lateral (select * from submission n where n.report_id = r.id order by n.no desc limit 1) s on true
      left join submission f on f.report_id = r.id and f.no = 1
      left join review v on v.submission_id = s.id
      order by r.id`,
  );
  return { kept, told };
}

describe('where a report stands', () => {
  let app: TestApp;
  let country: Country;
  let incidentId: string;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    incidentId = (await openFile(app, country.elin)).incidents.nis2 ?? '';
  });

  const submit = async (stage: string) => (await submitStage(app, country.elin, incidentId, stage)).submissionId;
  const review = (submissionId: string, verdict: 'passed' | 'revision') => decide(app, country.tomas, submissionId, verdict);

  it('follows every version, every review and every report that answers another one', async () => {
    const expectSame = async () => {
      const { kept, told } = await standings(app);
      expect(kept).toEqual(told);
      return kept;
    };
    await expectSame();
    // Also answers the early warning, which was not sent.
    const first = await submit('incident-notification');
    expect(await expectSame()).toContainEqual(expect.objectContaining({ stage_key: 'early-warning', sent_no: null, is_covered: true }));
    await review(first, 'revision');
    const asked = await expectSame();
    expect(asked).toContainEqual(expect.objectContaining({ stage_key: 'incident-notification', sent_no: 1, verdict: 'revision' }));
    const second = await submit('incident-notification');
    const again = await expectSame();
    expect(again).toContainEqual(expect.objectContaining({ sent_no: 2, sent_id: second, verdict: null }));
    await review(second, 'passed');
    await expectSame();
  });

  it('is filled by the migration for what was sent before it', async () => {
    await review(await submit('incident-notification'), 'revision');
    await submit('incident-notification');
    await submit('final-report');
    const { told } = await standings(app);
    const empty = standing.map((column) => `${column} = ${column === 'is_covered' ? 'false' : 'null'}`).join(', ');
    await app.db.execute(sql.raw(`update report set ${empty}`));
    const migration = readFileSync('migrations/0015_report_standing.sql', 'utf8');
    for (const [update] of migration.matchAll(/^update report[\s\S]+?;$/gm)) await app.db.execute(sql.raw(update));
    expect((await standings(app)).kept).toEqual(told);
  });
});
