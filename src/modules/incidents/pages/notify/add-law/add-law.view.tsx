import type { ComponentChildren } from 'preact';
import { type FormState, listOf } from '#platform/forms/form.ts';
import type { FormBody } from '#platform/http/route.ts';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Actions, Button, LinkButton } from '#platform/ui/button.tsx';
import { Empty, Message } from '#platform/ui/feedback.tsx';
import { Form } from '#platform/ui/form.tsx';
import { SectorTree } from '#platform/ui/list-fields.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { RegulationTag } from '#platform/ui/status-tag.tsx';
import { askedFacts } from '../../../domain/notify-journey.ts';
import { incidentPaths } from '../../../paths.ts';
import type { FileToExtend } from '../../../queries/file-to-extend.query.ts';
import type { SectorName } from '../../../queries/notify-draft.query.ts';
import type { Offer } from '../../../queries/offered-procedures.query.ts';
import type { PlannedIncident } from '../../../queries/planned-incidents.query.ts';
import { PlannedIncidents } from '../check/planned-incidents.view.tsx';
import { FactFields, factErrorTexts } from '../facts/fact-fields.view.tsx';
import { sectorBranches } from '../sectors/sectors.form.ts';

type File = FileToExtend['file'];

const fileLink = ({ id }: File) => incidentPaths.file.link({ params: { fileId: id } });
const coupleLink = ({ id }: File, { regulation, regulator }: Offer) =>
  incidentPaths.addLaw.link({ params: { fileId: id }, query: { regulation: regulation.key, regulator: regulator.slug } });

interface ChooseLawProps {
  file: File;
  couples: readonly Offer[];
  /** What was posted names no law that is offered. */
  isUnknown?: boolean;
}
export const chooseLawPage = (props: ChooseLawProps) => <ChooseLawPage {...props} />;

function ChooseLawPage({ file, couples, isUnknown = false }: ChooseLawProps) {
  const { t, language } = useUi();
  return (
    <LawPage file={file} title={t('notify.addLaw.title')} errors={isUnknown ? { '': t('notify.regulations.unknown') } : {}}>
      <PageHead title={t('notify.addLaw.title')} lede={t('notify.addLaw.lede')} />
      {couples.length === 0 ? (
        <Empty title={t('notify.addLaw.none')} actions={<LinkButton href={fileLink(file)}>{t('notify.addLaw.back')}</LinkButton>}>
          <p>{t('notify.addLaw.none.text')}</p>
        </Empty>
      ) : (
        <ul class="v-tasks v-text">
          {couples.map((offer) => (
            <li key={offer.procedureId}>
              <div>
                <RegulationTag>{offer.regulation.short}</RegulationTag> {wordsIn(offer.regulation.name, language)}
                <span class="v-sub">{wordsIn(offer.regulator.name, language)}</span>
              </div>
              <LinkButton size="small" href={coupleLink(file, offer)}>
                {t('notify.addLaw.choose')}
                <span class="visually-hidden">
                  : {`${wordsIn(offer.regulation.short, language)}, ${wordsIn(offer.regulator.name, language)}`}
                </span>
              </LinkButton>
            </li>
          ))}
        </ul>
      )}
    </LawPage>
  );
}

interface LawNeedsProps {
  file: File;
  couple: Offer;
  offers: readonly Offer[];
  sectors: readonly SectorName[];
  form: FormState;
}
export const lawNeedsPage = (props: LawNeedsProps) => <LawNeedsPage {...props} />;

function LawNeedsPage({ file, couple, offers, sectors, form }: LawNeedsProps) {
  const { t, language } = useUi();
  const errors = factErrorTexts(form, t);
  const title = t('notify.addLaw.of', { regulation: wordsIn(couple.regulation.short, language) });
  return (
    <LawPage file={file} title={title} errors={errors}>
      <PageHead title={title} lede={t('notify.addLaw.needs')} />
      <Form action={coupleLink(file, couple)} guarded>
        {sectors.length > 0 && (
          <SectorTree
            name="sectors"
            label={t('notify.sectors.label')}
            sectors={sectorBranches(sectors, language)}
            value={listOf(form.values, 'sectors')}
            error={errors.sectors}
          />
        )}
        <FactFields asked={askedFacts(offers)} form={form} errors={errors} zone={file.zone} />
        <Actions>
          <Button name="act" value="check">
            {t('notify.addLaw.continue')}
          </Button>
          <a class="btn btn-quiet" href={fileLink(file)}>
            {t('notify.addLaw.back')}
          </a>
        </Actions>
      </Form>
    </LawPage>
  );
}

interface LawCheckProps {
  file: File;
  couple: Offer;
  planned: readonly PlannedIncident[];
  form: FormBody;
}
export const lawCheckPage = (props: LawCheckProps) => <LawCheckPage {...props} />;

function LawCheckPage({ file, couple, planned, form }: LawCheckProps) {
  const { t } = useUi();
  return (
    <LawPage file={file} title={t('notify.step.check')} errors={{}}>
      <PageHead title={t('notify.step.check')} lede={t('notify.check.created', { count: planned.length })} />
      <Form action={coupleLink(file, couple)}>
        <PlannedIncidents planned={planned} zone={file.zone} />
        <Message title={t('notify.check.what')}>
          <ul class="u-list">
            <li>{t('notify.check.visible')}</li>
            <li>{t('notify.check.notYet')}</li>
            <li>{t('notify.check.others')}</li>
          </ul>
        </Message>
        {Object.entries(form).flatMap(([name, value]) =>
          // The form's own fields are made anew; everything typed travels on.
          name.startsWith('_') || name === 'act'
            ? []
            : [value ?? []].flat().map((item) => <input key={`${name} ${item}`} type="hidden" name={name} value={item} />),
        )}
        <Actions>
          <Button name="act" value="open">
            {t('notify.addLaw.open', { count: planned.length })}
          </Button>
          <Button name="act" value="change" look="secondary">
            {t('notify.addLaw.change')}
          </Button>
        </Actions>
      </Form>
    </LawPage>
  );
}

interface LawPageProps {
  file: File;
  title: string;
  errors: Record<string, string>;
  children: ComponentChildren;
}

function LawPage({ file, title, errors, children }: LawPageProps) {
  return (
    <Page title={title} errors={errors} crumbs={[{ label: file.title, href: fileLink(file) }]}>
      {children}
    </Page>
  );
}
