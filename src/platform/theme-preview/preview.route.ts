import { defineRoute, file, page, permission, type Route } from '../http/route.ts';
import type { MailSettings } from '../mail/write-message.ts';
import type { Grants } from '../permissions/permissions.ts';
import { galleryPage } from '../ui/gallery.view.tsx';
import { previewPaths } from './paths.ts';
import { previewPage } from './preview.view.tsx';
import { writeSample, writeSamples } from './sample-mail.ts';

export const themePermissions: Grants<'preview'> = {
  resource: 'theme',
  visible: ['preview'],
  actions: { preview: { platformAdministrator: 'everywhere' } },
};

const access = permission(themePermissions, 'preview');

/** Every component, status and e-mail in each language, light and dark (interface.md 11.3). */
export const previewRoutes = (mails: MailSettings): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: previewPaths.overview,
    access,
    listed: { label: ({ t }) => t('preview.title') },
    handle: (ctx) => page(previewPage({ mails: writeSamples(mails, ctx.clock.now()) })),
  }),
  defineRoute({
    method: 'GET',
    path: previewPaths.components,
    access,
    handle: (_ctx, { query }) => page(galleryPage({ scheme: query.scheme })),
  }),
  // As a file: its inline styles would not pass the policy of our own pages.
  defineRoute({
    method: 'GET',
    path: previewPaths.mail,
    access,
    handle(ctx, { query: { name, language } }) {
      const { html } = writeSample(mails, name, language, ctx.clock.now());
      return file(Buffer.from(html), `mail-${language}.html`, 'text/html; charset=utf-8');
    },
  }),
];
