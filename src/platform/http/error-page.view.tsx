import type { MessageKey } from '../i18n/catalogue.ts';
import { Actions, LinkButton } from '../ui/button.tsx';
import { MailLink, PhoneLink } from '../ui/contact-links.tsx';
import { Page, PageHead } from '../ui/page.tsx';
import { useUi } from '../ui/page-context.ts';
import { type HeldForm, HeldFormAgain } from './held-form.tsx';

export interface ErrorPageProps {
  status: number;
  messageKey: MessageKey;
  values: Record<string, string | number>;
  requestId: string;
  /** Who can help, also while nothing else works. */
  contact: { email: string | undefined; phone: string | undefined; href: string };
  /** A form that was stopped at the door, or by a fault of ours. */
  held?: HeldForm | undefined;
}

/** The texts that say what to do, for the messages that have one of their own. */
const advice = {
  'error.notFound': 'error.notFound.text',
  'error.forbidden': 'error.forbidden.text',
  'error.gone': 'error.gone.text',
  'error.staleForm': 'error.staleForm.text',
  'error.foreignForm': 'error.foreignForm.text',
  'error.otherOrganisation': 'error.otherOrganisation.text',
  'error.notifierEnded': 'error.notifierEnded.text',
  'error.signedOut': 'error.signedOut.text',
  'error.notProven': 'error.notProven.text',
  'error.conflict': 'error.conflict.text',
  'error.tooLarge': 'error.tooLarge.text',
  'error.tooMany': 'error.tooMany.text',
  'error.busy': 'error.busy.text',
  'error.badRequest': 'error.badRequest.text',
  'error.unknown': 'error.unknown.text',
  'error.maintenance': 'error.maintenance.text',
} as const satisfies Partial<Record<MessageKey, MessageKey>>;

const hasAdvice = (key: MessageKey): key is keyof typeof advice => key in advice;

/** What is said otherwise when the page holds the form. */
function keptAdvice(status: number, messageKey: MessageKey) {
  if (messageKey === 'error.tooMany') return 'error.tooMany.held';
  if (messageKey === 'error.maintenance') return 'error.maintenance.held';
  return messageKey === 'error.staleForm' || status >= 500 ? 'error.held.text' : undefined;
}

export function ErrorPage({ status, messageKey, values, requestId, held, contact }: ErrorPageProps) {
  const { t, frame } = useUi();
  const title = t(messageKey, values);
  const isMaintenance = messageKey === 'error.maintenance';
  const general = status === 409 ? 'error.conflict.text' : 'error.badRequest.text';
  const kept = held && keptAdvice(status, messageKey);
  const text = kept ?? (hasAdvice(messageKey) ? advice[messageKey] : general);
  return (
    <Page title={title}>
      <PageHead title={title} tags={<span class="v-meta">{t('error.number', { status })}</span>} lede={t(text)} />
      {status >= 500 && !isMaintenance && <p class="v-meta">{t('error.requestId', { requestId })}</p>}
      {held ? (
        <HeldFormAgain form={held} />
      ) : (
        <Actions>
          <LinkButton look="primary" href={frame.homeHref}>
            {t('error.home')}
          </LinkButton>
        </Actions>
      )}
      <Help contact={contact} />
    </Page>
  );
}

/** The same place on every page that says something failed. */
function Help({ contact: { email, phone, href } }: Pick<ErrorPageProps, 'contact'>) {
  const { t } = useUi();
  return (
    <p class="mt-5">
      {t('error.help')}{' '}
      {email || phone ? (
        <>
          {email && <MailLink email={email} />}
          {email && phone && ', '}
          {phone && <PhoneLink phone={phone} />}
        </>
      ) : (
        <a href={href}>{t('error.help.contact')}</a>
      )}
    </p>
  );
}
