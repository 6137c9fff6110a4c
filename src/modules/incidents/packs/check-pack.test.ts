import { expect, it } from 'vitest';
import { findingsOf, plant, smallPack } from './testing/small-pack.ts';

const manifest = 'small/pack.yaml';
const questions = 'small/questions.yaml';
const form = 'small/forms/first.yaml';
const procedure = 'small/procedures/incident.yaml';
const sectors = 'base/sectors.yaml';
const label = (words: string) => `{ en: ${words}, fr: ${words}, de: ${words}, nl: ${words} }`;
const ongoing = `  - { key: meanwhile, label: ${label('Meanwhile')}, kind: whileOngoing, article: Art. 3, formKey: small-third, requires: [first], ongoingAt: { from: 'submission:first', add: P1M }, insteadOf: last }
impacts:`;
const third = `key: small-third\nlabel: ${label('Third')}\npages:\n  - { key: one, label: ${label('One')}, questions: [{ key: what }] }\n`;

it('accepts the small pack, and a stage for incidents that last', async () => {
  expect(await findingsOf(smallPack)).toEqual([]);
  expect(await findingsOf({ ...plant(procedure, 'impacts: [{', `${ongoing} [{`), 'small/forms/third.yaml': third })).toEqual([]);
});

it('accepts a question that only a late report is asked', async () => {
  expect(await findingsOf(plant(form, '- { key: what, mandatory: true }', '- { key: what, requiredWhen: { late: true } }'))).toEqual([]);
  expect(await findingsOf(plant(form, '{ answer: what, answered: true }', '{ not: { late: true } }'))).toEqual([]);
});

// Each fault is told by its own code, at its own place.
it.each([
  ['note-missing', manifest, 'status: active', 'status: inactive', 'note'],
  ['regulation-missing', manifest, /regulation:.*\n/, '', 'regulation'],
  ['dates', manifest, 'appliesFrom: 2026-01-01', 'appliesFrom: 2026-01-01, appliesTo: 2025-01-01', 'regulation.appliesTo'],
  ['used-pack', manifest, 'uses: [base]', 'uses: [base, absent]', 'uses[1]'],
  ['used-pack', manifest, 'uses: [base]', 'uses: [base, small]', 'uses[1]'],
  ['shape', manifest, 'version: 1.2.3', 'version: one', 'version'],
  ['missing-language', manifest, 'nl: Small', "nl: ' '", 'name'],
  ['missing-language', form, ', nl: One', '', 'pages[0].label'],
  ['duplicate-question', questions, 'key: ended', 'key: what', '[2]'],
  ['reserved-key', questions, 'key: ended', "key: 'r:one:ended'", '[2]'],
  ['options-missing', questions, 'type: longText', 'type: multi', '[0]'],
  ['options-unexpected', questions, 'type: single', 'type: text', '[1]'],
  ['items-missing', questions, 'type: dateTime', 'type: group', '[2]'],
  ['items-unexpected', questions, 'type: group', 'type: text', '[3]'],
  ['duplicate-option', questions, 'key: abroad', 'key: here', '[1]'],
  ['unknown-question', form, '- { key: what,', '- { key: whom,', 'pages[0].questions[0]'],
  ['unknown-option', form, 'options: [abroad, here]', 'options: [abroad, there]', 'pages[0].questions[1].options[1]'],
  ['duplicate-question', questions, 'key: row,', 'key: what,', '[3]'],
  ['options-missing', questions, 'items: [{ key: row, type: text', 'items: [{ key: row, type: multi', '[3]'],
  ['duplicate-key', form, '- { key: ended,', '- { key: where,', 'pages[0].questions[2]'],
  // incidents.md check 18
  ['depends-on-itself', form, 'answer: where', 'answer: ended', 'pages[0].questions[2]'],
  ['depends-on-unknown', form, 'answer: where', 'answer: rows', 'pages[0].questions[2]'],
  ['depends-on-later', form, '- { key: what,', '- { key: what, visibleWhen: { answer: where, is: here },', 'pages[0].questions[0]'],
  ['cycle', form, '- { key: what,', '- { key: what, visibleWhen: { answer: ended, answered: true },', 'pages[0].questions[0]'],
  ['option-not-offered', form, 'is: abroad', 'is: moon', 'pages[0].questions[2]'],
  ['comparison-does-not-fit', form, 'is: abroad', 'is: 7', 'pages[0].questions[2]'],
  ['not-over-answers', form, '{ answer: what, answered: true }', '{ sectors: [energy] }', 'pages[0].questions[2]'],
  ['not-a-date', form, '- { key: what, mandatory: true }', '- { key: what, notFuture: true }', 'pages[0].questions[0]'],
  ['foreign-key', form, 'key: small-first', 'key: other-first', 'key'],
  ['unknown-form', procedure, 'formKey: small-last', 'formKey: small-lost', 'stages[1].formKey'],
  ['duplicate-form-use', procedure, 'formKey: small-last', 'formKey: small-first', 'stages[1]'],
  ['duplicate-stage', procedure, '- key: last', '- key: first', 'stages[1]'],
  ['unknown-stage', procedure, 'requires: [first]', 'requires: [first, lost]', 'stages[1].requires'],
  ['unknown-stage', procedure, 'requires: [first]', 'requires: [first]\n    covers: [lost]', 'stages[1].covers'],
  ['unknown-stage', procedure, "'submission:first'", "'submission:lost'", 'stages[1].due[0].from'],
  ['unknown-stage', procedure, 'when: { sectors: [energy] }', 'when: { stage: lost, submitted: true }', 'stages[0].due[0].when'],
  ['stage-cycle', procedure, 'requires: [first]', 'requires: [first, last]', 'stages[1].requires'],
  ['stage-cycle', procedure, 'formKey: small-first', 'formKey: small-first\n    requires: [last]', 'stages[0].requires'],
  ['anchor-not-required', procedure, 'requires: [first]', 'requires: []', 'stages[1].due[0].from'],
  ['first-stage', procedure, 'kind: required', 'kind: onRequest', 'stages[0]'],
  ['first-stage', procedure, 'fact: aware, mandatory: true', 'fact: aware', 'stages[0].due'],
  ['requires-optional', procedure, 'kind: required', 'kind: onRequest', 'stages[1].requires'],
  ['ongoing', procedure, 'requires: [first]', 'requires: [first]\n    insteadOf: first', 'stages[1].insteadOf'],
  ['ongoing', procedure, 'requires: [first]', 'requires: [first]\n    ongoingAt: { from: aware, add: P1M }', 'stages[1].ongoingAt'],
  ['voluntary', procedure, 'requires: [first]', 'requires: [first]\n    voluntary: true', 'stages[1].voluntary'],
  ['fact-not-asked', procedure, "'submission:first'", 'detected', 'stages[1].due[0].from'],
  ['request-anchor', procedure, "'submission:first'", 'request', 'stages[1].due[0].from'],
  ['anchor-type', procedure, "'submission:first'", "'answer:what'", 'stages[1].due[0].from'],
  ['unknown-question', procedure, "'submission:first'", "'answer:whom'", 'stages[1].due[0].from'],
  ['unknown-question', procedure, 'when: { sectors: [energy] }', 'when: { answer: whom, is: here }', 'stages[0].due[0].when'],
  ['unknown-option', procedure, 'when: { sectors: [energy] }', 'when: { answer: where, is: there }', 'stages[0].due[0].when'],
  [
    'unknown-anchor',
    procedure,
    'when: { sectors: [energy] }',
    'when: { fact: resolved, notLaterThan: { from: dawn, add: PT1H } }',
    'stages[0].due[0].when',
  ],
  ['late-deadline', procedure, 'when: { sectors: [energy] }', 'when: { late: true }', 'stages[0].due[0].when'],
  ['no-last-rule', procedure, "{ from: 'submission", "{ when: { sectors: [energy] }, from: 'submission", 'stages[1].due[0]'],
  ['unreachable-rule', procedure, 'when: { sectors: [energy] }, ', '', 'stages[0].due[0]'],
  ['negative-delay', procedure, 'add: P1M', 'add: -P1M', 'stages[1].due[0].add'],
  ['shape', procedure, 'article: Art. 2 }', "article: '' }", 'stages[1].due[0].article'],
  ['reminder-too-early', procedure, 'offset: -PT6H', 'offset: -PT24H', 'stages[0].reminders[0]'],
  [
    'reminder-without-deadline',
    procedure,
    /due:\n.*submission.*\n/,
    'reminders: [{ key: soon, offset: -P1D }]\n',
    'stages[1].reminders[0]',
  ],
  [
    'duplicate-reminder',
    procedure,
    '{ key: soon, offset: -PT6H }',
    '{ key: soon, offset: -PT6H }, { key: soon, offset: -PT2H }',
    'stages[0].reminders[1]',
  ],
  ['reserved-key', procedure, 'key: soon', 'key: overdue', 'stages[0].reminders[0]'],
  ['reserved-key', procedure, 'key: soon', "key: 'revision:soon'", 'stages[0].reminders[0]'],
  [
    'unknown-placeholder',
    procedure,
    'impacts: [{',
    `mails: { opened: { subject: ${label("'On #NOTHING#'")} } }\nimpacts: [{`,
    'mails.opened.subject.fr',
  ],
  [
    'unknown-placeholder',
    procedure,
    'impacts: true',
    `impacts: true\n    mails: { overdue: { content: ${label("'#DEADLINE# #DEAD_LINE#'")} } }`,
    'stages[0].mails.overdue.content.en',
  ],
  ['missing-language', procedure, 'impacts: [{', 'mails: { opened: { subject: { en: Opened } } }\nimpacts: [{', 'mails.opened.subject'],
  ['shape', procedure, 'impacts: [{', `mails: { arrived: { subject: ${label('Arrived')} } }\nimpacts: [{`, 'mails'],
  ['shape', procedure, 'impacts: [{', 'mails: { opened: { recipients: [everyone] } }\nimpacts: [{', 'mails.opened.recipients[0]'],
  ['shape', procedure, 'impacts: true', `impacts: true\n    mails: { closed: { subject: ${label('Closed')} } }`, 'stages[0].mails'],
  ['unknown-sector', procedure, 'sectors: [energy-gas]', 'sectors: [magic]', 'sectors[0]'],
  ['sector-with-children', procedure, 'sectors: [energy-gas]', 'sectors: [energy]', 'sectors[0]'],
  ['impact-sector', procedure, 'key: outage, sectors: [energy]', 'key: outage, sectors: [space]', 'impacts[0].sectors'],
  ['impacts-unused', procedure, 'impacts: true', 'impacts: false', 'impacts'],
  ['cross-border', procedure, 'question: where', 'question: what', 'crossBorder.question'],
  ['cross-border', procedure, 'option: abroad', 'option: moon', 'crossBorder.option'],
])('finds %s in %s (%s)', async (code, file, from, to, path) => {
  const found = await findingsOf(plant(file, from, to));
  expect(found).toContainEqual({ code, file: file.replace('small/', ''), path, message: expect.any(String) });
});

it.each([
  ['unknown-sector', 'parent: energy', 'parent: magic', '[1].parent'],
  ['duplicate-sector', 'slug: space', 'slug: energy', '[2].slug'],
  ['sector-levels', 'slug: space', 'slug: space, parent: energy-gas', '[2].parent'],
])('finds %s in the sectors', async (code, from, to, path) => {
  const found = await findingsOf(plant(sectors, from, to), 'base');
  expect(found).toContainEqual({ code, file: 'sectors.yaml', path, message: expect.any(String) });
});
