import type { ComponentChildren } from 'preact';
import { wordsIn } from '../i18n/foreign-text.ts';
import type { Translated } from '../i18n/language.ts';
import type { AccessibilityData } from '../theme/accessibility-data.ts';
import { useUi } from '../ui/page-context.ts';

function Said({ text }: { text: Translated }) {
  const { language } = useUi();
  return wordsIn(text, language);
}

function Part({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

function Status({ data }: { data: AccessibilityData }) {
  const { t, format } = useUi();
  const { status, standard, scope, rate } = data;
  return (
    <Part id="status" title={t('legal.accessibility.status')}>
      <p>
        <Said text={scope} />
      </p>
      <p>{t(`legal.accessibility.status.${status}`, { standard })}</p>
      {rate ? (
        <ul>
          <li>{t('legal.accessibility.criteriaMet', { share: format.percent(rate.criteriaMet) })}</li>
          {rate.pageAverage !== undefined && <li>{t('legal.accessibility.pageAverage', { share: format.percent(rate.pageAverage) })}</li>}
        </ul>
      ) : (
        <p>{t('legal.accessibility.noRate')}</p>
      )}
    </Part>
  );
}

function Failures({ data: { failures, exemptions } }: { data: AccessibilityData }) {
  const { t } = useUi();
  return (
    <>
      <Part id="failures" title={t('legal.accessibility.failures')}>
        {failures.length === 0 ? (
          <p>{t('legal.accessibility.noFailures')}</p>
        ) : (
          <ul>
            {failures.map(({ criterion, text }) => (
              <li key={`${criterion} ${text.en}`}>
                <Said text={text} /> {t('legal.accessibility.criterion', { criterion })}
              </li>
            ))}
          </ul>
        )}
      </Part>
      {exemptions.length > 0 && (
        <Part id="exemptions" title={t('legal.accessibility.exemptions')}>
          <ul>
            {exemptions.map((text) => (
              <li key={text.en}>
                <Said text={text} />
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  );
}

function Contact({ data: { contact, complaintBody } }: { data: AccessibilityData }) {
  const { t, language } = useUi();
  return (
    <>
      <Part id="feedback" title={t('legal.accessibility.feedback')}>
        <p>{t('legal.accessibility.feedback.text', { days: contact.answerDays })}</p>
        <ul>
          <li>
            <a href={`mailto:${contact.email}`}>{contact.email}</a>
          </li>
          {contact.phone && (
            <li>
              <a href={`tel:${contact.phone.replace(/[^+\d]/g, '')}`}>{contact.phone}</a>
            </li>
          )}
        </ul>
      </Part>
      <Part id="complaint" title={t('legal.accessibility.complaint')}>
        <p>{t('legal.accessibility.complaint.text')}</p>
        <ul>
          <li>
            <a href={complaintBody.url} rel="noopener">
              {wordsIn(complaintBody.name, language)}
            </a>
          </li>
          {complaintBody.email && (
            <li>
              <a href={`mailto:${complaintBody.email}`}>{complaintBody.email}</a>
            </li>
          )}
        </ul>
      </Part>
    </>
  );
}

/** The statement in the order of the model of Decision (EU) 2018/1523, made of the dated facts of the theme. */
export function AccessibilityStatement({ data }: { data: AccessibilityData }) {
  const { t, format } = useUi();
  return (
    <div class="v-prose">
      <Status data={data} />
      <Failures data={data} />
      <Part id="method" title={t('legal.accessibility.method')}>
        <p>{t('legal.accessibility.assessedOn', { date: format.day(data.assessedOn) })}</p>
        <p>
          <Said text={data.method} />
        </p>
      </Part>
      <Contact data={data} />
    </div>
  );
}
