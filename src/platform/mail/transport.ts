import type { Config } from '../config/config.ts';
import type { MailOutcome } from '../observability/metrics.ts';

export interface OutgoingMail {
  /** Without angle brackets; the same for every attempt at one delivery. */
  messageId: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  replyTo?: string;
}

export interface MailTransport {
  /** Whether subject and body stay in the delivery row: for the mailbox page of demo and development, never beside a real relay. */
  keepsContent: boolean;
  /** @throws MailRefusedError when no further attempt can help; anything else is worth another. */
  send(mail: OutgoingMail, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** The relay answered 5xx: it will not take this message. */
export class MailRefusedError extends Error {}
/** The relay will not take this message now: the message itself may be fine. */
class MailDelayedError extends Error {}
/** The relay is away or does not let us in: no message can go out at the moment. */
export class RelayAwayError extends Error {}

/** Nothing leaves the machine: people read their mail on the mailbox page. */
const mailboxTransport: MailTransport = {
  keepsContent: true,
  send: async () => undefined,
  close: async () => undefined,
};

/** The same relay, whose answers are counted. */
export const countMails = (transport: MailTransport, count: (outcome: MailOutcome) => void): MailTransport => ({
  ...transport,
  async send(mail, signal) {
    try {
      await transport.send(mail, signal);
      count('sent');
    } catch (error) {
      count(error instanceof MailRefusedError ? 'refused' : 'delayed');
      throw error;
    }
  },
});

/** The relay of `MAIL_URL`, or the mailbox without one. */
export const openMailTransport = ({ mailUrl, mailFrom }: Pick<Config, 'mailUrl' | 'mailFrom'>): MailTransport =>
  mailUrl ? createSmtpTransport(mailUrl, mailFrom) : mailboxTransport;

/** Messages on their way at once; the mail queue runs as many jobs. */
const connections = 4;

/** As our languages, of Latin letters, are encoded anyhow: each message would be looked through for others first. */
const textEncoding = 'quoted-printable';

function createSmtpTransport(url: string, from: string): MailTransport {
  let opened: ReturnType<typeof openPool> | undefined;
  return {
    keepsContent: false,
    async send({ messageId, to, replyTo, subject, text, html }, signal) {
      // With the first mail: the processes that send none, such as a web server, need no client for it.
      opened ??= openPool(url);
      const headers = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };
      try {
        const people = { from, to: { name: '', address: to }, ...(replyTo && { replyTo: { name: '', address: replyTo } }) };
        const pool = await opened;
        await pool.sendMail({ ...people, subject, text, html, messageId: `<${messageId}>`, headers, textEncoding, signal });
      } catch (error) {
        throw translate(error);
      }
    },
    close: async () => (await opened)?.close(),
  };
}

async function openPool(url: string) {
  const { createTransport } = await loadMailer();
  return createTransport({
    url,
    pool: true,
    maxConnections: connections,
    // Our own job decides about attempts. Only what no attempt was spent on goes over another connection at once: the relay had
    // closed the one it was to take, before a byte of the message was sent.
    maxRequeues: connections,
    // Relays close what is idle, some within seconds; whoever lets go first has no message on its way to the other.
    idleTimeout: 5_000,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

const loadMailer = async () => (await import('nodemailer')).default;

/** Connects and signs in as a delivery would, and sends nothing. @throws what stands in the way. */
export async function probeRelay(url: string, milliseconds: number): Promise<void> {
  const limits = { connectionTimeout: milliseconds, greetingTimeout: milliseconds, socketTimeout: milliseconds };
  const { createTransport } = await loadMailer();
  const relay = createTransport({ url, ...limits, disableFileAccess: true, disableUrlAccess: true });
  try {
    await relay.verify();
  } finally {
    relay.close();
  }
}

interface SmtpFailure {
  code?: unknown;
  responseCode?: unknown;
  response?: unknown;
}

/** The relay's words are kept for people, without the addresses in them. */
function translate(error: unknown): Error {
  if (!(error instanceof Error)) return new RelayAwayError('The mail server could not be reached');
  const { code, responseCode, response }: Error & SmtpFailure = error;
  const words = typeof response === 'string' ? response.replace(/\S+@\S+/g, '(address)').slice(0, 300) : '';
  if (typeof responseCode !== 'number') return new RelayAwayError(`The mail server could not be reached (${String(code ?? error.name)})`);
  // A refused sign-in says nothing about the message: it goes out once the settings are right.
  if (code === 'EAUTH') return new RelayAwayError(`The mail server put the message off: ${words}`);
  if (responseCode < 500) return new MailDelayedError(`The mail server put the message off: ${words}`);
  return new MailRefusedError(`The mail server refused the message: ${words}`);
}

/** The domain of `Name <address@domain>`, for message ids. */
export const domainOf = (from: string): string => /@([^\s>]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
