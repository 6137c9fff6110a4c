import type { MessageKey } from '../i18n/catalogue.ts';
import { Actions, LinkButton } from '../ui/button.tsx';
import { Page, PageHead } from '../ui/page.tsx';
import { useUi } from '../ui/page-context.tsx';

export interface ErrorPageProps {
  status: number;
  messageKey: MessageKey;
  values: Record<string, string | number>;
  requestId: string;
  /** What was written in the form that was refused. */
  texts?: readonly string[];
}

export const signedOutPage = (props: { texts: readonly string[]; gateHref: string }) => <SignedOutPage {...props} />;

/** The texts that say what to do, for the messages that have one of their own. */
const advice = {
  'error.notFound': 'error.notFound.text',
  'error.forbidden': 'error.forbidden.text',
  'error.staleForm': 'error.staleForm.text',
  'error.otherOrganisation': 'error.otherOrganisation.text',
  'error.conflict': 'error.conflict.text',
  'error.tooLarge': 'error.tooLarge.text',
  'error.tooMany': 'error.tooMany.text',
  'error.busy': 'error.busy.text',
  'error.badRequest': 'error.badRequest.text',
  'error.unknown': 'error.unknown.text',
} as const satisfies Partial<Record<MessageKey, MessageKey>>;

const hasAdvice = (key: MessageKey): key is keyof typeof advice => key in advice;

export function ErrorPage({ status, messageKey, values, requestId, texts = [] }: ErrorPageProps) {
  const { t, frame } = useUi();
  const title = t(messageKey, values);
  const general = status === 409 ? 'error.conflict.text' : 'error.badRequest.text';
  return (
    <Page title={title}>
      <PageHead title={title} lede={t(hasAdvice(messageKey) ? advice[messageKey] : general)} />
      {status >= 500 && <p class="v-meta">{t('error.requestId', { requestId })}</p>}
      <KeptTexts texts={texts} />
      <Actions>
        <LinkButton look="primary" href={frame.homeHref}>
          {t('error.home')}
        </LinkButton>
      </Actions>
    </Page>
  );
}

/** For whoever wrote something and was signed out meanwhile. */
function SignedOutPage({ texts, gateHref }: { texts: readonly string[]; gateHref: string }) {
  const { t } = useUi();
  return (
    <Page title={t('error.signedOut')}>
      <PageHead title={t('error.signedOut')} lede={t('error.signedOut.text')} />
      <KeptTexts texts={texts} />
      <Actions>
        <LinkButton look="primary" href={gateHref}>
          {t('http.signIn')}
        </LinkButton>
      </Actions>
    </Page>
  );
}

function KeptTexts({ texts }: { texts: readonly string[] }) {
  const { t } = useUi();
  if (texts.length === 0) return null;
  return (
    <section class="v-stack v-text" aria-labelledby="kept-heading">
      <h2 class="fs-5" id="kept-heading">
        {t('error.kept')}
      </h2>
      <p>{t('error.kept.text')}</p>
      {texts.map((text, index) => (
        <textarea key={index} class="form-control" rows={6} readonly aria-label={t('error.kept.nth', { number: index + 1 })} value={text} />
      ))}
    </section>
  );
}
