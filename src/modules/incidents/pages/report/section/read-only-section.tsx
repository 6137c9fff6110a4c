import { SummaryList } from '#platform/ui/lists.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { sectionRows } from '../section-rows.tsx';
import type { SectionPageProps } from './section.view.tsx';

/** What the draft holds, to read: nothing typed is lost when an incident is closed or somebody else is at work. */
export function ReadOnlySection(props: SectionPageProps) {
  return <SummaryList form="two" rows={sectionRows(props, props.section, useUi())} />;
}
