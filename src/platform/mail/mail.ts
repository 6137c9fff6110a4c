import type { z } from 'zod';
import type { Ctx } from '../context/ctx.ts';
import type { MessageKey, Translate } from '../i18n/catalogue.ts';
import type { Format } from '../i18n/format.ts';
import type { Language } from '../i18n/language.ts';
import type { TokenValues } from '../text/fill-tokens.ts';
import type { SampleWorld } from './sample-world.ts';

export interface MailRecipient {
  email: string;
  /** Undefined when nobody knows it: the message then holds all languages. */
  language?: Language | undefined;
  accountId?: string | undefined;
}

/** What a mail is made of. Texts are data: the frame escapes them, for HTML and for plain text. */
export type MailBlock =
  | { kind: 'paragraph'; text: string }
  /**
   * The Markdown subset, for comments and for regulators' templates. `values` and `links` fill `#TOKENS#`: values appear as they are,
   * links become links.
   */
  | { kind: 'markdown'; text: string; values?: TokenValues; links?: Readonly<Record<string, string>> }
  | { kind: 'facts'; items: readonly { label: string; value: string }[] }
  /** The one thing to do: a button, and the same address as a link. */
  | { kind: 'action'; label: string; url: string }
  /** A code to type, set apart. */
  | { kind: 'code'; text: string }
  | { kind: 'small'; text: string };

export interface MailContent {
  /** One line; what does not fit in one is made to. */
  subject: string;
  /** Shown beside the subject by many programs. */
  preview?: string;
  /** The heading; the subject when absent. */
  title?: string;
  blocks: readonly MailBlock[];
  /** Who is answered: for a message that one person writes to another. Absent: nobody is. */
  replyTo?: string;
  /** Why the reader gets it, in the footer. */
  reason?: string;
}

/** What a mail is written with, in the recipient's language. */
export interface MailUi {
  language: Language;
  t: Translate;
  format: Format;
  /** The whole address of a path of ours. */
  url(path: string): string;
}

/** Returned by `load` when there is nothing to send any more; the reason is kept with the delivery. */
export class DeclinedMail {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

export const declineMail = (reason: string): DeclinedMail => new DeclinedMail(reason);

/** What several mails have in common is read once: the same key answers what the first call loaded, for as long as it counts as fresh. */
export type LoadOnce = <Value>(key: string, load: () => Promise<Value>) => Promise<Value>;

/** A mail that somebody may do without: neither the law nor the safety of an account needs it. */
export interface OptionalMail {
  /** What people's choices are kept under; stable. Several mails may share one. */
  key: string;
  labelKey: MessageKey;
}

export interface MailDefinition<Payload = unknown, Props = unknown> {
  /** `module.what-it-tells`; stable, since deliveries outlive deployments. */
  name: string;
  /** Whoever switched it off does not get it: `load` declines. Without it, nobody can switch the mail off. */
  optional?: OptionalMail;
  /** Ids, not records, and never a secret. */
  payload: z.ZodType<Payload>;
  /** What it was asked with is the message itself: it is taken out of the database once it was sent. */
  isForgotten?: true;
  /**
   * Reads the data as it is when the mail is sent, with the rights of the recipient in mind. Undefined or `declineMail(reason)`: not
   * sent. May run again after a failure, so a mail with a one-time link makes the link here. Runs for each recipient; `once` is for
   * what does not depend on who that is.
   */
  load(ctx: Ctx, payload: Payload, recipient: MailRecipient, once: LoadOnce): Promise<Props | DeclinedMail | undefined>;
  /**
   * What `render` gets in the preview of a theme, once for each thing the mail can say. Nothing of it is read from what people wrote;
   * `ctx` is for reference data. Empty: the reference data is not there.
   */
  samples(world: SampleWorld, ctx: Ctx): readonly Props[] | Promise<readonly Props[]>;
  /** Without I/O: for a recipient of unknown language it is called once for each language. */
  render(props: Props, ui: MailUi): MailContent;
}

export const defineMail = <Payload, Props>(definition: MailDefinition<Payload, Props>): MailDefinition<Payload, Props> => definition;

export interface MailRegistry {
  /** In the order of the modules. */
  all: readonly MailDefinition[];
  find(name: string): MailDefinition | undefined;
}

/** @throws when two mails share a name. */
export function createMailRegistry(definitions: readonly MailDefinition[]): MailRegistry {
  const byName = new Map(definitions.map((definition) => [definition.name, definition]));
  if (byName.size !== definitions.length) throw new Error('Two mails share a name');
  return { all: definitions, find: (name) => byName.get(name) };
}
