import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { MailLink, PhoneLink } from '#platform/ui/contact-links.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { incidentPaths } from '../../paths.ts';
import type { StartData } from './start.query.ts';

/** Whom to call, and the other laws. */
export function StartAside({ data: { regulators, others } }: { data: StartData }) {
  const { t, language } = useUi();
  return (
    <>
      <section class="v-panel v-panel--flat v-stack v-stack--1" aria-labelledby="call">
        <h2 class="fs-6" id="call">
          {t('start.call')}
        </h2>
        <p class="u-small">{t('start.call.text')}</p>
        {regulators.map(({ name, phone, email }) => (
          <div key={email}>
            <p class="u-small">{wordsIn(name, language)}</p>
            {phone ? (
              <p class="fs-4 lh-sm fw-bold">
                <PhoneLink phone={phone} />
              </p>
            ) : (
              <p>
                <MailLink email={email} />
              </p>
            )}
          </div>
        ))}
      </section>
      {others.length > 0 && (
        <section class="v-stack v-stack--1" aria-labelledby="others">
          <h2 class="fs-6" id="others">
            {t('start.others')}
          </h2>
          <p class="u-small u-quiet">{t('start.others.text')}</p>
          <ul class="v-tasks u-small">
            {others.map(({ key, short, name }) => (
              <li key={key}>
                <a
                  href={incidentPaths.startPage.link({ params: { regulation: key } })}
                >{`${wordsIn(short, language)}: ${wordsIn(name, language)}`}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
