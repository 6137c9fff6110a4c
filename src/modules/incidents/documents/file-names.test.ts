import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { incidentFileName, receiptFileName, reportFileName } from './file-names.ts';

const date = '2026-03-02';

// incidents.md check 32
describe('names of downloaded documents', () => {
  it('names a whole incident and a single report as specified', () => {
    expect(incidentFileName({ reference: 'NI_7K2M9XQ4', date })).toBe('Incident_NI_7K2M9XQ4_2026-03-02.pdf');
    expect(reportFileName({ reference: 'NI_7K2M9XQ4', report: 'Early warning', date })).toBe('NI_7K2M9XQ4_Early-warning_2026-03-02.pdf');
    expect(receiptFileName({ reference: 'NI_7K2M9XQ4', report: 'Early warning', version: 2, date })).toBe(
      'NI_7K2M9XQ4_Early-warning_2_2026-03-02.pdf',
    );
  });

  it('keeps names readable without accents', () => {
    expect(reportFileName({ reference: 'NI_1', report: 'Évaluation détaillée / größer', date })).toBe(
      'NI_1_Evaluation-detaillee-grosser_2026-03-02.pdf',
    );
  });

  it('leaves nothing of a path, a header or a script, whatever a person typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (reference, report) => {
        expect(incidentFileName({ reference, date })).toMatch(/^Incident_[A-Za-z0-9_-]{1,60}_2026-03-02\.pdf$/);
        expect(reportFileName({ reference, report, date })).toMatch(/^[A-Za-z0-9_-]{1,60}_[A-Za-z0-9_-]{1,60}_2026-03-02\.pdf$/);
      }),
    );
    expect(incidentFileName({ reference: '../../etc/passwd\r\nX: 1', date })).toBe('Incident_etc-passwd-X-1_2026-03-02.pdf');
  });
});
