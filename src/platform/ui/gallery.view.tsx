import { ActSpecimens, FeedbackSpecimens } from './gallery/feedback.view.tsx';
import { FieldSpecimens, galleryErrors } from './gallery/fields.view.tsx';
import { ListSpecimens } from './gallery/lists.view.tsx';
import { StatusSpecimens } from './gallery/status.view.tsx';
import { Facts, Page, PageHead } from './page.tsx';
import { RegulationTag, StatusTag } from './status-tag.tsx';

/** Every component in every state, for the preview of a theme and for the accessibility test. Its words are samples, in English only. */
export function Gallery({ scheme }: { scheme?: 'light' | 'dark' | undefined }) {
  return (
    <Page title="Components" crumbs={[{ label: 'Theme preview', href: '/theme-preview' }]} errors={galleryErrors} scheme={scheme}>
      <PageHead
        title="Components"
        tags={
          <>
            <StatusTag status="ongoing" /> <RegulationTag>NIS2</RegulationTag>
          </>
        }
        lede="Every component with its states."
        meta={
          <Facts
            facts={[
              { label: 'Operator', value: 'Norvane Grid' },
              { label: 'Sector', value: 'Electricity' },
            ]}
          />
        }
      />
      <StatusSpecimens />
      <ActSpecimens />
      <FieldSpecimens />
      <ListSpecimens />
      <FeedbackSpecimens />
    </Page>
  );
}

export const galleryPage = (props: { scheme?: 'light' | 'dark' | undefined }) => <Gallery {...props} />;
