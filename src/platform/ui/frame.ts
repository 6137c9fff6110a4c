/** What surrounds a page: it comes from the session and the modules, so that a page names only its own content. */
export interface Frame {
  homeHref: string;
  navigation: readonly NavigationItem[];
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
  /** Behind the theme's own links: what only a demo has. */
  footerLinks?: readonly NavigationItem[];
  /** Shown in the footer, such as "Vigie 1.0". */
  version: string;
}

export interface NavigationItem {
  href: string;
  label: string;
  /** `page` when it leads here, `section` when this page lies below it. */
  current?: 'page' | 'section';
}

export interface OrganisationChoice {
  id: string;
  name: string;
  /** The others the person may act for; none means that the name is shown without a menu. */
  others: readonly { id: string; name: string }[];
  action: string;
}

export interface SignedInUser {
  name: string;
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
