import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import { emptyForm, type FormState, fieldOf, readForm, refusedForm } from '#platform/forms/form.ts';
import { StoppedFormError } from '#platform/http/held-form.tsx';
import { defineRoute, page, publicAccess, redirect } from '#platform/http/route.ts';
import { networkOf } from '#platform/limits/network.ts';
import type { GovernanceDeps } from '../../module.ts';
import { governancePaths } from '../../paths.ts';
import { ownContact } from '../../queries/own-contact.query.ts';
import { sendContact } from '../../services/send-contact.ts';
import { contactForm, strangersContactForm, trapField } from './contact.form.ts';
import { contactPage } from './contact.view.tsx';

const access = publicAccess('how to reach those who run the service is no secret');
const done = redirect(governancePaths.contact.link(), { kind: 'success', messageKey: 'governance.contact.sent' });

export function contactRoutes({ contact }: GovernanceDeps) {
  const emailOf = ({ actor }: Ctx) => (actor.kind === 'account' ? actor.email : undefined);
  const mayAsk = (ctx: Ctx) => contact.email !== undefined && (emailOf(ctx) !== undefined || contact.isOpenToStrangers);
  const viewOf = (ctx: Ctx, form: FormState) => contactPage({ contact, form, email: emailOf(ctx), hasForm: mayAsk(ctx) });

  return [
    defineRoute({
      method: 'GET',
      path: governancePaths.contact,
      access,
      listed: { label: ({ t }) => t('governance.contact.title'), isGeneral: true },
      handle: async (ctx) => page(viewOf(ctx, { ...emptyForm, values: (await ownContact(ctx)) ?? {} })),
    }),
    defineRoute({
      method: 'POST',
      path: governancePaths.contact,
      access,
      anyOrganisation: true,
      async handle(ctx, { form, info }) {
        if (!contact.email) throw new NotFoundError();
        // Whoever was signed out while writing keeps the text.
        if (!mayAsk(ctx)) {
          if (fieldOf(form, 'message')) throw new StoppedFormError(401, 'error.signedOut');
          return redirect(governancePaths.signIn.link({ query: { next: governancePaths.contact.link() } }));
        }
        const input = emailOf(ctx) ? readForm(contactForm, form) : readForm(strangersContactForm, form);
        if (!input.ok) return page(viewOf(ctx, input.state), 422);
        // A program is told what a person is told, and nothing is sent.
        if (fieldOf(form, trapField)) return done;
        const { isOpenToStrangers } = contact;
        try {
          await sendContact(ctx, { to: contact.email, network: networkOf(info.ip), isOpenToStrangers }, input.data);
        } catch (error) {
          return { kind: 'page', view: viewOf(ctx, refusedForm(error, form)), status: 429, retryAfter: 3_600 };
        }
        return done;
      },
    }),
  ];
}
