import type { FastifyInstance } from 'fastify';
import type { Config } from '#platform/config/config.ts';
import type { Route } from '#platform/http/route.ts';
import type { Translate } from '#platform/i18n/catalogue.ts';
import { mailboxPath, offersMailbox } from '#platform/mail/mailbox.route.ts';
import type { MovableClock } from '#platform/time/demo-clock.ts';
import type { NavigationItem } from '#platform/ui/frame.ts';
import { accessRoute } from './access/access.route.ts';
import { requireAccessWord } from './access/access-word.ts';
import { clockRoutes } from './clock/clock.route.ts';
import { demoPaths } from './paths.ts';

/** What demo, development and tests have on top of the product. */
export interface DemoPages {
  routes: readonly Route[];
  footerLinks(t: Translate): readonly NavigationItem[];
  /** Registered before every route. */
  guard(app: FastifyInstance): void;
}

export function createDemoPages(config: Config, clock: MovableClock, accessWord: string | undefined): DemoPages {
  return {
    routes: [...clockRoutes(clock, config.defaultZone), ...(accessWord === undefined ? [] : [accessRoute])],
    footerLinks: (t) => [
      ...(offersMailbox(config) ? [{ href: mailboxPath.link(), label: t('demo.nav.mailbox') }] : []),
      { href: demoPaths.clock.link(), label: t('demo.nav.clock') },
    ],
    guard(app) {
      if (accessWord !== undefined) requireAccessWord(app, accessWord);
    },
  };
}
