import type { Ctx } from '../context/ctx.ts';
import { NotFoundError } from '../context/errors.ts';
import { defineRoute, file, page, permission, type Route } from '../http/route.ts';
import { type WrittenMail, writeMessage } from '../mail/write-message.ts';
import type { Grants } from '../permissions/permissions.ts';
import { galleryPage } from '../ui/gallery.view.tsx';
import { type MailQuery, previewPaths } from './paths.ts';
import { previewPage } from './preview.view.tsx';
import { previewMailPage } from './preview-mail.view.tsx';
import { type PreviewDeps, sampleMails } from './sample-mail.ts';

export const themePermissions: Grants<'preview'> = {
  resource: 'theme',
  visible: ['preview'],
  actions: { preview: { platformAdministrator: 'everywhere' } },
};

const access = permission(themePermissions, 'preview');

/** Every component, status and e-mail in each language, light and dark (interface.md 11.3). */
export function previewRoutes(deps: PreviewDeps): readonly Route[] {
  const written = async (ctx: Ctx, { name, no, language }: MailQuery): Promise<WrittenMail> => {
    const { samples } = await sampleMails(deps, ctx, name);
    const sample = samples.find((one) => one.name === name && one.no === no);
    if (!sample) throw new NotFoundError();
    return writeMessage(deps, sample, language, ctx.clock.now());
  };
  return [
    defineRoute({
      method: 'GET',
      path: previewPaths.overview,
      access,
      listed: { label: ({ t }) => t('preview.title') },
      async handle(ctx) {
        const { samples, missing } = await sampleMails(deps, ctx);
        const mails = samples.map(({ name, no, render }) => {
          const { subject } = writeMessage(deps, { name, render }, ctx.language, ctx.clock.now());
          return { name, no, subject };
        });
        return page(previewPage({ mails, missing, documents: deps.documents }));
      },
    }),
    defineRoute({
      method: 'GET',
      path: previewPaths.components,
      access,
      handle: (_ctx, { query }) => page(galleryPage({ scheme: query.scheme })),
    }),
    defineRoute({
      method: 'GET',
      path: previewPaths.document,
      access,
      async handle(ctx, { query: { name, language } }) {
        const document = name === undefined ? deps.documents[0] : deps.documents.find((one) => one.name === name);
        if (!document) throw new NotFoundError();
        const made = await document.render({ t: deps.translator.in(language), language }, ctx.wallClock.now());
        return file(made, `${document.name}-${language}.pdf`, 'application/pdf');
      },
    }),
    defineRoute({
      method: 'GET',
      path: previewPaths.mail,
      access,
      handle: async (ctx, { query }) => page(previewMailPage({ query, mail: await written(ctx, query) })),
    }),
    // As a file: its inline styles would not pass the policy of our own pages.
    defineRoute({
      method: 'GET',
      path: previewPaths.mailFile,
      access,
      async handle(ctx, { query }) {
        const { html } = await written(ctx, query);
        return file(Buffer.from(html), `${query.name}-${query.language}.html`, 'text/html; charset=utf-8');
      },
    }),
  ];
}
