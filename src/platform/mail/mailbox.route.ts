import { z } from 'zod';
import type { Config } from '../config/config.ts';
import { NotFoundError } from '../context/errors.ts';
import type { Reader } from '../db/database.ts';
import { definePath, idParam } from '../http/path.ts';
import { defineRoute, file, page, publicAccess, type Route } from '../http/route.ts';
import { lastMillisecond, Temporal } from '../time/temporal.ts';
import { type Delivery, type DeliveryPlace, listDeliveries, readDelivery } from './mailbox.query.ts';
import { mailboxPage, mailPage } from './mailbox.view.tsx';

/** The place of a row as it stands in an address: milliseconds and id. */
const placePattern = /^(\d{1,15})_([0-9a-f-]{36})$/;
const afterParam = z.string().regex(placePattern).optional().catch(undefined);
const query = z.object({ to: z.string().max(254).optional().catch(undefined), after: afterParam });

export const mailboxPath = definePath('/mailbox', { query });
const mailPath = definePath('/mailbox/:id', { params: z.object({ id: idParam }) });
const mailHtmlPath = definePath('/mailbox/:id/html', { params: z.object({ id: idParam }) });

/** The mailbox is what people read their mail in when there is no relay; beside one, or in production, it does not exist. */
export const offersMailbox = ({ mode, mailUrl }: Pick<Config, 'mode' | 'mailUrl'>): boolean => mode !== 'production' && !mailUrl;

const access = publicAccess('demo and development only, in place of a mail server; whoever signs up reads the code here');

export const mailboxRoutes = (config: Pick<Config, 'mode' | 'mailUrl'>): readonly Route[] =>
  offersMailbox(config) ? [listRoute, readRoute, htmlRoute] : [];

const writePlace = ({ createdAt, id }: DeliveryPlace): string => `${createdAt.epochMilliseconds}_${id}`;

function readPlace(text: string | undefined): DeliveryPlace | undefined {
  const [, milliseconds, id] = placePattern.exec(text ?? '') ?? [];
  return milliseconds && id && Number(milliseconds) <= lastMillisecond
    ? { createdAt: Temporal.Instant.fromEpochMilliseconds(Number(milliseconds)), id }
    : undefined;
}

async function mustRead(reader: Reader, id: string): Promise<Delivery> {
  const delivery = await readDelivery(reader, id);
  if (!delivery) throw new NotFoundError();
  return delivery;
}

const listRoute = defineRoute({
  method: 'GET',
  path: mailboxPath,
  access,
  listed: { label: ({ t }) => t('mail.box') },
  async handle(ctx, { query: { to, after } }) {
    const recipient = to?.trim().toLowerCase();
    const place = readPlace(after);
    const { rows, next } = await listDeliveries(ctx.db, { ...(recipient && { recipient }), ...(place && { after: place }) });
    const keep = recipient ? { to: recipient } : {};
    return page(
      mailboxPage({
        recipient,
        rows,
        everyoneHref: mailboxPath.link(),
        hrefOf: (id) => mailPath.link({ params: { id } }),
        firstHref: place && mailboxPath.link({ query: keep }),
        nextHref: next && mailboxPath.link({ query: { ...keep, after: writePlace(next) } }),
      }),
    );
  },
});

const readRoute = defineRoute({
  method: 'GET',
  path: mailPath,
  access,
  async handle(ctx, { params }) {
    const mail = await mustRead(ctx.db, params.id);
    const htmlHref = mail.bodyHtml === null ? undefined : mailHtmlPath.link({ params });
    return page(mailPage({ mail, mailboxHref: mailboxPath.link(), htmlHref }));
  },
});

/** As a file: its inline styles would not pass the policy of our own pages. */
const htmlRoute = defineRoute({
  method: 'GET',
  path: mailHtmlPath,
  access,
  async handle(ctx, { params }) {
    const { bodyHtml } = await mustRead(ctx.db, params.id);
    if (bodyHtml === null) throw new NotFoundError();
    return file(Buffer.from(bodyHtml), `mail-${params.id}.html`, 'text/html; charset=utf-8');
  },
});
