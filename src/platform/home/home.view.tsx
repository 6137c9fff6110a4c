import { type Actor, isObserver, isOperator, isRegulator, organisationOf } from '../context/actor.ts';
import type { MessageKey } from '../i18n/catalogue.ts';
import { clockState } from '../i18n/time-left.ts';
import type { NavigationEntry, Work, WorkItem } from '../module.ts';
import { LinkButton } from '../ui/button.tsx';
import { DeadlineClock } from '../ui/deadline-clock.tsx';
import { Empty } from '../ui/feedback.tsx';
import { Grid, Panel, Stack } from '../ui/layout.tsx';
import { Page, PageHead } from '../ui/page.tsx';
import { useUi } from '../ui/page-context.ts';
import { Count, RegulationTag, StatusTag } from '../ui/status-tag.tsx';
import { FirstDue, Overdue, WorkList } from '../ui/work.tsx';
import { groupWork } from './group-work.ts';

interface HomeProps {
  /** Soonest due first. */
  items: readonly WorkItem[];
  more: NonNullable<Work['more']>;
  actor: Actor;
  /** Where each module begins. */
  places: readonly NavigationEntry[];
}

export const homePage = (props: HomeProps) => <HomePage {...props} />;

/** How many strips for late things there are before they become a list. */
const strips = 3;

function HomePage({ items, more, actor, places }: HomeProps) {
  const { t, format, now } = useUi();
  const { late, next, week, later, elsewhere, open, news } = groupWork(items, now);
  const title = t(titleOf(actor));
  const organisation = organisationOf(actor)?.name;
  return (
    <Page title={title}>
      <PageHead
        title={title}
        meta={
          <p>
            {organisation && (
              <>
                {organisation} <span aria-hidden="true">·</span>{' '}
              </>
            )}
            {format.dateTime(now)}
          </p>
        }
      />
      {items.length === 0 && <NothingWaits actor={actor} />}
      {late.slice(0, strips).map((item) => (
        <LateStrip key={item.id} item={item} />
      ))}
      {next && <Next item={next} />}
      <div class="mt-5">
        <Stack space="huge">
          <Group id="late" title="home.group.late" items={late.slice(strips)} />
          <Group id="week" title="home.group.week" items={week} />
          <Group id="later" title="home.group.later" items={later} />
          <Group id="open" title={isRegulator(actor) ? 'home.group.toDo' : 'home.group.open'} items={open} more={more} />
          <Group id="elsewhere" title="home.group.elsewhere" items={elsewhere} more={more} />
          <Group id="news" title="home.group.news" items={news} />
          <Places places={places} />
        </Stack>
      </div>
    </Page>
  );
}

/** The modules, below what is due: where else one can go. */
function Places({ places }: Pick<HomeProps, 'places'>) {
  const { t } = useUi();
  if (places.length === 0) return null;
  return (
    <section class="v-stack v-stack--1" aria-labelledby="places">
      <h2 class="fs-5" id="places">
        {t('home.places')}
      </h2>
      <Grid>
        {places.map(({ href, labelKey, purposeKey }) => (
          <Panel key={href} level={3}>
            <h3 class="fs-6">
              <a href={href}>{t(labelKey)}</a>
            </h3>
            {purposeKey && <p>{t(purposeKey)}</p>}
          </Panel>
        ))}
      </Grid>
    </section>
  );
}

function titleOf(actor: Actor): MessageKey {
  if (isOperator(actor)) return 'home.title.operator';
  if (isObserver(actor)) return 'home.title.observer';
  return 'home.title';
}

/** Why the page is empty, and what comes here. */
function NothingWaits({ actor }: { actor: Actor }) {
  const { t, frame } = useUi();
  if (actor.kind === 'account' && actor.role === 'platformAdministrator')
    return <Empty title={t('home.empty.platform')}>{t('home.empty.platform.text')}</Empty>;
  if (isObserver(actor)) return <Empty title={t('home.empty.observer')}>{t('home.empty.observer.text')}</Empty>;
  const act = frame.primary && (
    <LinkButton look="primary" href={frame.primary.href}>
      {frame.primary.label}
    </LinkButton>
  );
  const text = isRegulator(actor) ? t('home.empty.regulator.text') : t('home.empty.text');
  return (
    <Empty title={t('home.empty')} actions={act}>
      {text}
    </Empty>
  );
}

const Party = ({ item }: { item: WorkItem }) => {
  const ui = useUi();
  const name = item.party(ui);
  return (
    <span>
      {item.regulation && <RegulationTag>{item.regulation}</RegulationTag>} {name}
    </span>
  );
};

function Clock({ item: { due }, large }: { item: WorkItem; large?: boolean }) {
  const ui = useUi();
  if (!due) return null;
  const explanation = large ? due.explanation?.(ui) : undefined;
  return <DeadlineClock due={due.at} start={due.from} zone={due.zone} size={large ? 'large' : undefined} explanation={explanation} />;
}

function LateStrip({ item }: { item: WorkItem }) {
  const ui = useUi();
  return (
    <Overdue
      id={`late-${item.id}`}
      title={`${item.title(ui)}: ${item.subject}`}
      clock={<Clock item={item} />}
      tags={
        <>
          <StatusTag status={item.status} /> <Party item={item} />
        </>
      }
      action={<LinkButton href={item.href}>{item.action(ui)}</LinkButton>}
    />
  );
}

function Next({ item }: { item: WorkItem }) {
  const ui = useUi();
  const { t, now } = ui;
  const state = item.due && clockState(item.due.from.epochMilliseconds, item.due.at.epochMilliseconds, now.epochMilliseconds);
  return (
    <FirstDue
      title={item.title(ui)}
      state={state === 'running' ? undefined : state}
      tags={
        <>
          <span class="v-meta">{t('home.next')}</span> {item.regulation && <RegulationTag>{item.regulation}</RegulationTag>}{' '}
          <StatusTag status={item.status} />
        </>
      }
      clock={<Clock item={item} large />}
      actions={
        <>
          <LinkButton look="primary" href={item.href}>
            {item.action(ui)}
          </LinkButton>
          {item.parentHref && (
            <LinkButton look="quiet" href={item.parentHref}>
              {t('home.openParent')}
            </LinkButton>
          )}
        </>
      }
    >
      <p class="fs-5 lh-sm">{item.subject}</p>
      <p class="v-text u-quiet">
        {t('home.goesTo', { party: item.party(ui) })} {item.note?.(ui)}
      </p>
    </FirstDue>
  );
}

interface GroupProps {
  id: string;
  title: MessageKey;
  items: readonly WorkItem[];
  more?: HomeProps['more'];
}

function Group({ id, title, items, more = [] }: GroupProps) {
  const ui = useUi();
  if (items.length === 0) return null;
  const rest = more.filter(({ kind }) => items.some((item) => item.kind === kind));
  return (
    <section class="v-stack v-stack--1" aria-labelledby={id}>
      <h2 class="fs-5 v-row v-row--tight" id={id}>
        {ui.t(title)} <Count value={items.length} isMore={rest.length > 0} />
      </h2>
      <WorkList
        items={items.map((item) => ({
          id: item.id,
          title: item.title(ui),
          href: item.href,
          clock: item.due ? <Clock item={item} /> : <p class="u-quiet">{item.since?.(ui) ?? ui.t('home.noDeadline')}</p>,
          lines: [item.subject, <Party key="party" item={item} />, ...(item.note ? [item.note(ui)] : [])],
          status: item.status,
        }))}
      />
      {rest.length > 0 && (
        <p class="v-row">
          {rest.map(({ kind, label, href }) => (
            <a key={kind} href={href}>
              {label(ui)}
            </a>
          ))}
        </p>
      )}
    </section>
  );
}
