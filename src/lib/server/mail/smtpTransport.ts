import { createTransport } from 'nodemailer';
import type { MailSettings } from '$lib/server/mailSettings';
import type { ClaimedMail } from '$lib/server/repositories/mails';

/** What became of a mail that was given to the server. */
export type Delivery =
  | { kind: 'accepted' }
  /** The server will never take this mail; `address`: nor any other to this address, for nobody is there. */
  | { kind: 'refused'; reason: string; address: boolean }
  /** The server does not take it now. */
  | { kind: 'later'; reason: string }
  /** There was no server to talk to, or it does not want us: true of every mail. */
  | { kind: 'away'; reason: string };

export interface MailTransport {
  /** Answers within `timeoutMs`; never rejects. */
  deliver(mail: ClaimedMail, timeoutMs: number): Promise<Delivery>;
  close(): void;
}

const CONNECT_MS = 15_000;
const SILENT_MS = 30_000;
/** A connection that nobody uses is closed, ms: a mail minutes later must not find a dead one. */
const IDLE_MS = 5_000;
const REASON_LENGTH = 300;

/** Sends through one connection at a time, which is kept while there is something to send. */
export function smtpTransport({ server, from }: MailSettings): MailTransport {
  const transporter = createTransport({
    pool: true,
    maxConnections: 1,
    // Whether to try again is for the queue to decide, which knows what it has noted.
    maxRequeues: 0,
    idleTimeout: IDLE_MS,
    host: server.host,
    port: server.port,
    secure: server.secure,
    requireTLS: server.requireTls,
    ...(server.login && { auth: server.login }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENT_MS,
    disableFileAccess: true,
    disableUrlAccess: true
  });
  return {
    async deliver(mail, timeoutMs) {
      try {
        await transporter.sendMail({
          from: { ...from },
          to: { name: '', address: mail.recipient },
          envelope: { from: from.address, to: [mail.recipient] },
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          messageId: `<${mail.messageId}>`,
          date: mail.createdAt,
          headers: { 'Auto-Submitted': 'auto-generated', ...mail.headers },
          signal: AbortSignal.timeout(timeoutMs)
        });
        return { kind: 'accepted' };
      } catch (error) {
        return deliveryOf(error);
      }
    },
    close: () => transporter.close({ force: true })
  };
}

/** Reads nodemailer's error. What the server says about the login or the sender is about us, not about the mail. */
export function deliveryOf(error: unknown): Exclude<Delivery, { kind: 'accepted' }> {
  const { code, command, permanent, response, message } = error as {
    code?: string;
    command?: string;
    permanent?: boolean;
    response?: string;
    message?: string;
  };
  const reason = oneLine(response ?? message ?? 'unknown');
  const aboutTheMail = (code === 'EENVELOPE' || code === 'EMESSAGE') && command !== 'MAIL FROM';
  if (!aboutTheMail) return { kind: 'away', reason };
  if (permanent !== true) return { kind: 'later', reason };
  return { kind: 'refused', reason, address: code === 'EENVELOPE' && isAboutAddress(reason) };
}

/**
 * Whether a refusal says that there is no such mailbox. RFC 3463: 5.1.x is about the address, 5.2.1 about a mailbox that was
 * shut; others (full, policy, content) may be different tomorrow. Without such a code 550, 551 and 553 say it (RFC 5321).
 */
function isAboutAddress(reason: string): boolean {
  const detailed = /\b5\.\d{1,3}\.\d{1,3}\b/.exec(reason)?.[0];
  return detailed === undefined ? /\b55[013]\b/.test(reason) : /^5\.(1\.\d+|2\.1)$/.test(detailed);
}

const oneLine = (text: string) => text.replace(/[\p{Cc}\s]+/gu, ' ').slice(0, REASON_LENGTH);
