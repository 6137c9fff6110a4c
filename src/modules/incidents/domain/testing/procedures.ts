/** Rules of the acts that decisions.md D3 names, as data, for tests. The texts are shortened; the numbers and articles are those of the acts. */
import type { z } from 'zod';
import type { Condition } from '../condition.ts';
import { type ProcedureDefinition, procedureDefinitionSchema, type stageSchema } from '../definition.ts';

type StageInput = z.input<typeof stageSchema>;
const stage = (key: string, article: string, rest: Partial<StageInput>): StageInput => ({
  key,
  label: { en: key },
  kind: 'required',
  formKey: key,
  article,
  ...rest,
});
const procedure = (short: string, stages: StageInput[]): ProcedureDefinition =>
  procedureDefinitionSchema.parse({ label: { en: short }, short, stages, notice: { en: 'Test' } });
const after = (from: string, add: string, article: string) => ({ from, add, article });

/** Directive (EU) 2022/2555, Art. 23(4). */
export const nis2 = procedure('NIS2', [
  stage('early-warning', 'Art. 23(4)(a)', { due: [after('aware', 'PT24H', 'Art. 23(4)(a)')] }),
  stage('incident-notification', 'Art. 23(4)(b)', {
    requires: ['early-warning'],
    covers: ['early-warning'],
    due: [
      {
        ...after('aware', 'PT24H', 'Art. 23(4), second subparagraph'),
        when: { all: [{ categories: ['trust-service-provider'] }, { sectors: ['trust-services'] }] },
      },
      after('aware', 'PT72H', 'Art. 23(4)(b)'),
    ],
  }),
  stage('intermediate-report', 'Art. 23(4)(c)', { kind: 'onRequest', due: [after('request', 'PT48H', 'Art. 23(4)(c)')] }),
  stage('progress-report', 'Art. 23(4)(e)', {
    kind: 'whileOngoing',
    requires: ['incident-notification'],
    ongoingAt: { from: 'submission:incident-notification', add: 'P1M' },
    insteadOf: 'final-report',
  }),
  stage('final-report', 'Art. 23(4)(d)', {
    requires: ['incident-notification'],
    due: [
      {
        ...after('submission:incident-notification', 'P1M', 'Art. 23(4)(d)'),
        when: { fact: 'resolved', notLaterThan: { from: 'submission:incident-notification', add: 'P1M' } },
      },
      after('resolved', 'P1M', 'Art. 23(4)(e)'),
    ],
  }),
]);

const calendar = { calendar: 'nextWorkingDayNoon' as const };
const noWeekendRule = { categories: ['credit-institution', 'essential', 'important'] };
interface Rule {
  when?: Condition;
  from: string;
  add: string;
  cap?: { from: string; add: string };
  article: string;
}
/** Each rule twice: without the working-day rule for those whom Art. 5(4) takes out, with it for the others. */
const withWorkingDays = (rule: Rule) => [
  { ...rule, when: rule.when ? { all: [rule.when, noWeekendRule] } : noWeekendRule },
  { ...rule, ...calendar },
];

/** Delegated Regulation (EU) 2025/301, Art. 5. */
export const dora = procedure('DORA', [
  stage('initial-notification', 'Art. 5(1)(a)', {
    due: [
      ...withWorkingDays({
        ...after('classified', 'PT4H', 'Art. 5(1)(a)'),
        when: { fact: 'classified', notLaterThan: { from: 'aware', add: 'PT24H' } },
        cap: { from: 'aware', add: 'PT24H' },
      }),
      ...withWorkingDays(after('classified', 'PT4H', 'Art. 5(2)')),
    ],
  }),
  stage('intermediate-report', 'Art. 5(1)(b)', {
    requires: ['initial-notification'],
    covers: ['initial-notification'],
    due: withWorkingDays(after('submission:initial-notification', 'PT72H', 'Art. 5(1)(b)')),
  }),
  stage('final-report', 'Art. 5(1)(c)', {
    requires: ['intermediate-report'],
    covers: ['intermediate-report'],
    due: [{ ...after('submission:intermediate-report:latest', 'P1M', 'Art. 5(1)(c)'), ...calendar }],
  }),
]);

/** Regulation (EU) 2024/2847, Art. 14(2): an actively exploited vulnerability. */
export const craVulnerability = procedure('CRA', [
  stage('early-warning', 'Art. 14(2)(a)', { due: [after('aware', 'PT24H', 'Art. 14(2)(a)')] }),
  stage('vulnerability-notification', 'Art. 14(2)(b)', { due: [after('aware', 'PT72H', 'Art. 14(2)(b)')] }),
  stage('final-report', 'Art. 14(2)(c)', { due: [after('measureAvailable', 'P14D', 'Art. 14(2)(c)')] }),
]);

/** Regulation (EU) 2024/2847, Art. 14(4): a severe incident. */
export const craIncident = procedure('CRA', [
  stage('early-warning', 'Art. 14(4)(a)', { due: [after('aware', 'PT24H', 'Art. 14(4)(a)')] }),
  stage('incident-notification', 'Art. 14(4)(b)', { due: [after('aware', 'PT72H', 'Art. 14(4)(b)')] }),
  stage('final-report', 'Art. 14(4)(c)', { due: [after('submission:incident-notification', 'P1M', 'Art. 14(4)(c)')] }),
]);

/** Directive (EU) 2022/2557, Art. 15(1): the detailed report counts from the initial notification, and from awareness until that is in. */
export const cer = procedure('CER', [
  stage('initial-notification', 'Art. 15(1)', { due: [after('aware', 'PT24H', 'Art. 15(1)')] }),
  stage('detailed-report', 'Art. 15(1)', {
    due: [
      { ...after('submission:initial-notification', 'P1M', 'Art. 15(1)'), when: { stage: 'initial-notification', submitted: true } },
      after('aware', 'P1M', 'Art. 15(1)'),
    ],
  }),
]);

/** Regulation (EU) 2016/679, Art. 33(1). */
export const gdpr = procedure('GDPR', [stage('breach-notification', 'Art. 33(1)', { due: [after('aware', 'PT72H', 'Art. 33(1)')] })]);

/** The four triggers of incidents.md 3.5, and a stage without any. */
export const generic = procedure('TEST', [
  stage('no-trigger', 'none', {}),
  stage('from-detection', 'DETECT_DATE', { due: [after('detected', 'PT24H', 'DETECT_DATE')] }),
  stage('from-notification', 'NOTIF_DATE', { due: [after('notified', 'PT24H', 'NOTIF_DATE')] }),
  stage('from-previous', 'PREV_WORK', {
    requires: ['from-notification'],
    due: [after('submission:from-notification', 'PT24H', 'PREV_WORK')],
  }),
  stage('in-months', 'DETECT_DATE', { due: [after('detected', 'P1M', 'DETECT_DATE')] }),
]);
