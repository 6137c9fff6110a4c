import type { SQL } from 'drizzle-orm';
import type { Ctx } from './context/ctx.ts';
import type { Reader, Tx } from './db/database.ts';
import type { DocumentSubject } from './documents/kept-documents.ts';
import type { Served } from './http/path.ts';
import type { Route } from './http/route.ts';
import type { Catalogue, MessageKey, Translate } from './i18n/catalogue.ts';
import type { Format } from './i18n/format.ts';
import type { Language, Name } from './i18n/language.ts';
import type { JobDefinition, Schedule } from './jobs/job.ts';
import type { SealedColumn } from './keys/stored-secrets.ts';
import type { MailDefinition } from './mail/mail.ts';
import type { FigureSource } from './observability/database-figures.ts';
import type { Grants } from './permissions/permissions.ts';
import type { PointInTime, Temporal } from './time/temporal.ts';
import type { Ui } from './ui/page-context.ts';
import type { Status } from './ui/status-tag.tsx';

/** What happens in governance that other modules must follow in the same transaction (decisions.md D12). */
export interface GovernanceEvents {
  operatorMembershipApproved: { accountId: string; operatorId: string };
  operatorMembershipRemoved: { accountId: string; operatorId: string };
  accountDeactivated: { accountId: string };
}
export type EventName = keyof GovernanceEvents;
export type GovernanceEvent<Name extends EventName = EventName> = { name: Name } & GovernanceEvents[Name];
export type EventHandlers = { [Name in EventName]?: (tx: Tx, ctx: Ctx, event: GovernanceEvents[Name]) => Promise<void> };

/** An object of governance that somebody wants to change or delete. */
export interface GovernanceObject {
  kind: 'operator' | 'regulator' | 'observer' | 'regulation' | 'sector' | 'operatorCategory' | 'account';
  id: string;
}

export interface NavigationEntry {
  labelKey: MessageKey;
  href: string;
  /** Addresses that begin with this are below the entry. */
  section: string;
  /** Keys that lead there, one after the other: "g i" (interface.md B42). */
  keys?: string;
  /** What it is for, in a sentence. Home shows a module's first entry as a card. */
  purposeKey?: MessageKey;
}

/** What helps on some pages: one text in the help panel of each, and on the page of all help texts. */
export interface HelpTopic {
  /** Its anchor on that page: lower case and hyphens. */
  id: string;
  titleKey: MessageKey;
  /** A line of the text is a paragraph. */
  textKey: MessageKey;
  pages: readonly Served[];
}

/** A page that the site map names. */
export interface Place {
  label: (ui: Ui) => string;
  href: string;
}

/** What a module offers an actor in the header. */
export interface Navigation {
  /** Its places, the one where it begins first; none: the module is not for this actor. */
  entries: readonly NavigationEntry[];
  /** The one act offered on every page. */
  primary?: NavigationEntry;
  /** Lines of the user menu: what concerns the person and no record. */
  account?: readonly NavigationEntry[];
}

/** A text that is written when the page is, for its reader. */
export type WorkText = (reader: { t: Translate; language: Language; format: Format }) => string;

/** One thing that waits for the reader: a line of Home. */
export interface WorkItem {
  id: string;
  /** `news` waits for nothing: it is there to be read. */
  kind: 'report' | 'revision' | 'review' | 'draft' | 'request' | 'close' | 'overdueElsewhere' | 'news';
  title: WorkText;
  /** What it belongs to, e.g. the incident's title. */
  subject: string;
  /** With whom: the regulator for operators, the operator for regulators. */
  party: WorkText;
  /** The act's short name: "NIS2". */
  regulation?: Name;
  href: string;
  /** Where it belongs, e.g. the incident file. */
  parentHref?: string;
  /** Absent: no deadline; such items come last. */
  due?: { at: PointInTime; from: PointInTime; zone: string; explanation?: WorkText };
  /** Stands where the deadline would, when there is none: "Sent 24 Nov, 12:16". */
  since?: WorkText;
  status: Status;
  /** The button: "Continue the notification". */
  action: WorkText;
  /** A sentence on how far it is: "Elin Marchetti saved the draft today at 14:32." */
  note?: WorkText;
}

/** What waits for a reader, bounded, and where the rest of a kind is when there is more. */
export interface Work {
  items: readonly WorkItem[];
  more?: readonly { kind: WorkItem['kind']; label: WorkText; href: string }[];
}

/** A document with made-up contents, for whoever looks at a theme. */
export interface SampleDocument {
  name: string;
  labelKey: MessageKey;
  /** @throws DocumentError */
  render(reader: { t: Translate; language: Language }, createdAt: Temporal.Instant): Promise<Uint8Array>;
}

/** What a module says, and in which mails: needs no settings, so that a theme can be checked against it without any. */
export interface ModuleWords {
  name: 'governance' | 'incidents' | 'security-objectives' | 'reporting';
  catalogue: Catalogue;
  mails?: readonly MailDefinition[];
}

/** What a module is made of. Web, worker, scheduler, docs and the matrix test read this and nothing else of it. */
export interface ModuleManifest extends ModuleWords {
  routes: readonly Route[];
  jobs: readonly JobDefinition[];
  schedules: readonly Schedule[];
  permissions: readonly Grants[];
  /** Its name for people: the heading of its part of the site map. */
  titleKey: MessageKey;
  help?: readonly HelpTopic[];
  /** Pages that the site map names beside the listed routes, because their addresses come from data. */
  places?: (ctx: Ctx) => Promise<readonly Place[]>;
  /** What the actor finds in the header and in the user menu. */
  navigation(ctx: Ctx): Navigation;
  /** What waits for this actor, soonest due first, bounded. */
  work?: (ctx: Ctx) => Promise<Work>;
  /** How many of the module's records use the object, so that it is archived instead of deleted. */
  usage?: (reader: Reader, object: GovernanceObject) => Promise<number>;
  /** What it keeps of a person, by name, for the file with one's own data; references rather than contents. */
  ownData?: (ctx: Ctx, accountId: string) => Promise<Record<string, unknown>>;
  /** Whether an account filed anything with that regulator, as a condition: whom regulators know by it. */
  filedWith?: (accountId: SQL, regulatorId: string) => SQL;
  /** What it tells monitoring of its work. */
  figures?: FigureSource;
  /** One of each kind that it makes. */
  sampleDocuments?: readonly SampleDocument[];
  /** What the documents it keeps are about: they go with it. */
  documentSubjects?: readonly DocumentSubject[];
  /** Where it keeps values that the secret box closed: `vigie keys rotate` brings them under a new key. */
  sealed?: readonly SealedColumn[];
  on?: EventHandlers;
}
