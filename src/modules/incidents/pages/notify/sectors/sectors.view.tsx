import { errorTexts } from '#platform/forms/error-texts.ts';
import { listOf } from '#platform/forms/form.ts';
import { SectorTree } from '#platform/ui/list-fields.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { offeredSectors } from '../../../domain/notify-journey.ts';
import { type SectorName, sectorChoice } from '../../../queries/notify-draft.query.ts';
import type { StepPage, StepProps } from '../step/step.ts';
import { StepPage as Frame } from '../step/step-page.view.tsx';
import { readSectors, sectorBranches } from './sectors.form.ts';

export const sectorsStep: StepPage<{ sectors: SectorName[]; own: string[] }> = {
  load: (ctx, { chosen }) => sectorChoice(ctx, chosen),
  filled: ({ selection }, { sectors, own }) => {
    const kept = selection.sectors.filter((slug) => sectors.some((sector) => sector.slug === slug));
    return { sectors: kept.length > 0 ? kept : own };
  },
  read(form, { chosen }) {
    const input = readSectors(form, offeredSectors(chosen));
    return input.ok ? { ok: true, data: { step: 'sectors', sectors: input.data } } : input;
  },
  view: (props, { sectors }) => <SectorsPage {...props} sectors={sectors} />,
};

function SectorsPage({ draft, form, isChanged, sectors }: StepProps & { sectors: readonly SectorName[] }) {
  const { t, language } = useUi();
  const errors = errorTexts(form, t);
  return (
    <Frame draft={draft} step="sectors" errors={errors} isChanged={isChanged}>
      <SectorTree
        name="sectors"
        label={t('notify.sectors.label')}
        hint={t('notify.sectors.hint')}
        sectors={sectorBranches(sectors, language)}
        value={listOf(form.values, 'sectors')}
        error={errors.sectors}
      />
    </Frame>
  );
}
