import { z } from 'zod';
import { defineMail } from '#platform/mail/mail.ts';

export const longestMessage = 5_000;

const payload = z.object({
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  phone: z.string(),
  organisation: z.string(),
  message: z.string(),
});

/** What somebody wrote in the contact form, to whoever runs the service; an answer goes to the writer (governance.md 8.3). */
export const contactMail = defineMail({
  name: 'governance.contact',
  payload,
  isForgotten: true,
  load: async (_ctx, message: z.output<typeof payload>) => message,
  samples: ({ person, operator }) => [{ ...person, organisation: operator, message: `${person.phone}\n${person.email}` }],
  render({ firstName, lastName, email, phone, organisation, message }, { t }) {
    const name = `${firstName} ${lastName}`;
    const facts = [
      { label: t('governance.contact.mail.name'), value: name },
      { label: t('governance.contact.email'), value: email },
      ...(phone ? [{ label: t('governance.contact.phone'), value: phone }] : []),
      ...(organisation ? [{ label: t('governance.contact.mail.organisation'), value: organisation }] : []),
    ];
    return {
      subject: t('governance.contact.mail.subject', { name }),
      replyTo: email,
      blocks: [
        ...message.split(/\r?\n/).flatMap((line) => (line.trim() ? [{ kind: 'paragraph' as const, text: line.trim() }] : [])),
        { kind: 'facts', items: facts },
      ],
    };
  },
});
