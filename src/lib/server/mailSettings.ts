import * as v from 'valibot';

/** The server that takes mails from Auftakt. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else STARTTLS where the server offers it. */
  readonly secure: boolean;
  /** Rather send nothing than unencrypted: a password goes over the line. */
  readonly requireTls: boolean;
  readonly login: { readonly user: string; readonly pass: string } | null;
}

export interface MailSettings {
  readonly server: MailServer;
  /** `name` may be empty. */
  readonly from: { readonly name: string; readonly address: string };
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Reads `smtps://name:password@host:port`; null when it is anything else. Options in the query are not taken. */
export function readServer(text: string): MailServer | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const secure = url.protocol === 'smtps:';
  const plain = url.protocol === 'smtp:';
  const more = url.search + url.hash + url.pathname.replace(/^\/$/, '');
  const named = url.username !== '';
  if ((!secure && !plain) || url.hostname === '' || more !== '' || named !== (url.password !== ''))
    return null;
  const user = decoded(url.username);
  const pass = decoded(url.password);
  if (user === null || pass === null) return null;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTls: named && !LOOPBACK.has(url.hostname),
    login: named ? { user, pass } : null
  };
}

/** Reads `name@host` or `Name <name@host>`; null when it is anything else. */
export function readFrom(text: string): MailSettings['from'] | null {
  const [, name = '', inBrackets, alone] = /^(?:([^<>"\p{Cc}]*)<([^<>]+)>|([^<>]+))$/u.exec(text) ?? [];
  const address = (inBrackets ?? alone ?? '').trim();
  return v.is(v.pipe(v.string(), v.email()), address) ? { name: name.trim(), address } : null;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null; // a broken percent sign
  }
}
