/** What surrounds a page: it comes from the session and the modules, so that a page names only its own content. */
export interface Frame {
  homeHref: string;
  /** Plain links: Home, and the places of the module that one is in, or of the only one. */
  navigation: readonly NavigationItem[];
  /** Where each module begins, when there are several; the page shows them as a menu. */
  modules?: readonly NavigationItem[];
  /** The one act that is offered on every page, such as "Report an incident". */
  primary?: NavigationItem;
  /** Where the language form posts. */
  languageAction: string;
  /** The address of this page, to come back to after a change of language or organisation. */
  path: string;
  organisation?: OrganisationChoice;
  /** Without a user the page is the anonymous one: it offers to sign in. */
  user?: SignedInUser;
  /** What an anonymous reader is offered at the right, such as "Sign in". */
  anonymousLinks?: readonly NavigationItem[];
  messages?: readonly FlashMessage[];
  /** What every page's footer has, in the same order everywhere, behind the theme's own links (WCAG 3.2.6). */
  siteLinks?: readonly NavigationItem[];
  /** Behind those: what only a demo has. */
  footerLinks?: readonly NavigationItem[];
  /** What helps on this page, and where all help is. */
  help: PageHelp;
  /** How this browser wants pages shown, and where a form posts that changes it. */
  display: Display;
  /** Shown in the footer, such as "Vigie 1.0". */
  version: string;
}

export interface NavigationItem {
  href: string;
  label: string;
  /** `page` when it leads here, `section` when this page lies below it. */
  current?: 'page' | 'section';
}

/** `system` follows what the reader's device says. */
export const schemes = ['system', 'light', 'dark'] as const;
export type Scheme = (typeof schemes)[number];

export interface Display {
  scheme: Scheme;
  /** Whether keys lead somewhere (interface.md B42). */
  hasShortcuts: boolean;
  action: string;
}

export interface PageHelp {
  /** All topics; with the anchor of this page's, if it has one. */
  href: string;
  topic?: { title: string; paragraphs: readonly string[] };
  /** Keys that lead to a place, of those that this reader has. */
  shortcuts: readonly Shortcut[];
}

export interface Shortcut {
  keys: string;
  href: string;
  label: string;
}

export interface OrganisationChoice {
  id: string;
  name: string;
  /** The others the person may act for, offered in the user menu. */
  others: readonly { id: string; name: string }[];
  action: string;
}

export interface SignedInUser {
  name: string;
  /** What the modules offer everybody for their own account. */
  links: readonly NavigationItem[];
  signOutAction: string;
  /** How long the session lasts if nobody uses it. */
  secondsLeft: number;
  /** What script asks for to use the session, and where to sign in again after its end. */
  keepHref: string;
  signInHref: string;
}

export type MessageKind = 'success' | 'info' | 'warning' | 'danger';

/** What the previous act has to say; it survives one redirect and stays until it is dismissed. */
export interface FlashMessage {
  kind: MessageKind;
  title: string;
  text?: string;
}
