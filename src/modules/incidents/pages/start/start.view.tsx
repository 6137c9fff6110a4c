import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Actions, LinkButton } from '#platform/ui/button.tsx';
import { Message } from '#platform/ui/feedback.tsx';
import { Section, Split, Stack } from '#platform/ui/layout.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { incidentPaths } from '../../paths.ts';
import type { Offer } from '../../queries/offered-procedures.query.ts';
import type { StartData } from './start.query.ts';
import { StartAside } from './start-aside.view.tsx';
import { StartStages } from './start-stages.view.tsx';

interface StartProps {
  data: StartData;
  mayNotify: 'now' | 'afterSignIn' | 'never';
}

export const startPage = (props: StartProps) => <StartPage {...props} />;

function StartPage({ data, mayNotify }: StartProps) {
  const { t, language } = useUi();
  const { regulation, offers, regulators } = data;
  const [only] = regulators;
  const ways = differentWays(offers);
  const title = t('start.title', { regulation: wordsIn(regulation.short, language) });
  return (
    <Page title={title}>
      <Split asideLabel={t('start.aside')} aside={<StartAside data={data} />}>
        <Stack space="huge">
          <Stack>
            <PageHead
              title={title}
              lede={t('start.lede', {
                regulators: only && regulators.length === 1 ? wordsIn(only.name, language) : t('start.regulator'),
              })}
            />
            {mayNotify === 'never' ? (
              <Message>{t('start.notYours')}</Message>
            ) : (
              <Actions>
                <LinkButton
                  look="primary"
                  size="large"
                  icon="arrow-right"
                  href={incidentPaths.notify.link({ query: { regulation: regulation.key } })}
                >
                  {t('start.now')}
                </LinkButton>
              </Actions>
            )}
            {mayNotify === 'afterSignIn' && (
              <>
                <p class="v-meta">{t('start.signIn')}</p>
                <Actions>
                  <LinkButton size="large" href={incidentPaths.withoutAccount.link({ query: { regulation: regulation.key } })}>
                    {t('start.withoutAccount')}
                  </LinkButton>
                </Actions>
                <p class="v-meta">{t('start.withoutAccount.text')}</p>
              </>
            )}
          </Stack>
          {ways.map((offer) => (
            <StartStages key={offer.procedureId} offer={offer} sectors={data.sectors} several={ways.length > 1} />
          ))}
          <Who data={data} />
          <Section id="need" title={t('start.need')}>
            <ul class="u-list v-text">
              <li>{t('start.need.aware')}</li>
              <li>{t('start.need.person')}</li>
              <li>{t('start.need.rest')}</li>
              <li>{t('start.need.time')}</li>
            </ul>
          </Section>
          <Section id="data" title={t('start.data')}>
            <p class="v-text">{t('start.data.text')}</p>
          </Section>
        </Stack>
      </Split>
    </Page>
  );
}

/** Regulators that took over the same template ask for the same: that is told once. */
function differentWays(offers: readonly Offer[]): Offer[] {
  const ways = new Map(offers.map((offer) => [JSON.stringify([offer.definition.label, offer.definition.stages]), offer]));
  return [...ways.values()];
}

/** Acts whose scope is told in a sentence of our own; the others name the act. */
const ownWords = { nis2: 'start.who.nis2', gdpr: 'start.who.gdpr' } as const;
const hasOwnWords = (key: string): key is keyof typeof ownWords => key in ownWords;

function Who({ data: { regulation, offers, sectors } }: { data: StartData }) {
  const { t, language, format } = useUi();
  const covered = sectors.filter(({ slug }) => offers.some((offer) => offer.sectors.includes(slug)));
  const groups = [...new Map(covered.map(({ slug, name, parent }) => [parent?.slug ?? slug, parent?.name ?? name])).values()];
  const names = groups.map((name) => wordsIn(name, language)).sort((one, other) => one.localeCompare(other, language));
  return (
    <Section id="who" title={t('start.who')}>
      <div class="v-text v-stack v-stack--1">
        <p>
          {hasOwnWords(regulation.key)
            ? t(ownWords[regulation.key])
            : t('start.who.other', { citation: `${wordsIn(regulation.name, language)} (${wordsIn(regulation.citation, language)})` })}
        </p>
        {names.length > 0 ? (
          <p>
            <b>{t('start.who.sectors')}</b>: {format.list(names)}.
          </p>
        ) : (
          <p>{t('start.who.all')}</p>
        )}
      </div>
    </Section>
  );
}
