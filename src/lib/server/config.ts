import * as v from 'valibot';
import { readFrom, readServer, type MailSettings } from './mailSettings.ts';
import { OperatorError } from './operatorError.ts';

/**
 * The settings, read from the environment once. This module is pure: `src/server.ts` imports it beside the build.
 */
export interface Config {
  readonly port: number;
  /** Address to listen on. */
  readonly host: string;
  /**
   * Scheme, host and port without a trailing slash: what links are made from (mails, QR codes, the READY line).
   * Never taken from a request's Host header.
   */
  readonly origin: string;
  /** Whether ORIGIN was given. Without it, requests to any local name of this machine are accepted (see {@link allowsOrigin}). */
  readonly originIsSet: boolean;
  /** PostgreSQL to use, or null: Auftakt starts its own. */
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  /** Folder of everything Auftakt keeps on disk, as given (relative to the working directory, or absolute). */
  readonly dataDir: string;
  /** How mails are sent; null: none are. */
  readonly mail: MailSettings | null;
  /** Days after which the content of a mail that was sent is deleted. */
  readonly mailDays: number;
  /** Of one file that people upload; 0: they upload nothing. */
  readonly uploadBytes: number;
  /** Of all files of one board together. */
  readonly boardBytes: number;
  /** For how many days it is kept who did what on a board. */
  readonly historyDays: number;
  /** Run missing migrations at start. */
  readonly autoMigrate: boolean;
  /** Seed the demo workshop. */
  readonly demo: boolean;
  readonly logLevel: LogLevel;
  readonly nodeEnv: 'production' | 'development' | 'test';
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** One or more settings are wrong; the message has one sentence per wrong setting. */
export class ConfigError extends OperatorError {
  override readonly name = 'ConfigError';
}

const ON = ['on', 'true', '1', 'yes'];
const OFF = ['off', 'false', '0', 'no'];

const flag = (byDefault: boolean) =>
  v.optional(
    v.pipe(
      v.string(),
      v.toLowerCase(),
      v.picklist([...ON, ...OFF], 'muss on oder off sein'),
      v.transform((text) => ON.includes(text))
    ),
    byDefault ? 'on' : 'off'
  );

const parsedUrl = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);

const urlOf = (protocols: string[], example: string) =>
  v.nullish(
    v.pipe(
      v.string(),
      v.check(
        (text) => protocols.includes(parsedUrl(text)?.protocol ?? ''),
        `muss eine Adresse wie ${example} sein`
      )
    ),
    null
  );

/** A number of megabytes (of a million bytes, as people count them), read as bytes. */
const megabytes = (least: number, most: number, byDefault: string) => {
  const wrong = `muss eine ganze Zahl von ${least} bis ${most} sein`;
  return v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,7}$/, wrong),
      v.transform(Number),
      v.minValue(least, wrong),
      v.maxValue(most, wrong),
      v.transform((number) => number * 1_000_000)
    ),
    byDefault
  );
};

const MAIL_DAYS = 'muss eine ganze Zahl von 1 bis 365 sein';
const SMTP = `muss eine Adresse wie smtps://name:passwort@rechner:465 sein, ohne Pfad und mit Name und Passwort oder ohne beides`;

const Environment = v.object({
  PORT: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,5}$/, 'muss eine Zahl von 0 bis 65535 sein'),
      v.transform(Number),
      v.maxValue(65535, 'muss eine Zahl von 0 bis 65535 sein')
    ),
    '3000'
  ),
  HOST: v.optional(
    v.pipe(v.string(), v.regex(/^[\w.:-]+$/, 'muss ein Rechnername oder eine IP-Adresse sein'))
  ),
  ORIGIN: v.optional(
    v.pipe(
      v.string(),
      v.check((text) => {
        const url = parsedUrl(text);
        return (
          url !== null &&
          ['http:', 'https:'].includes(url.protocol) &&
          url.username === '' &&
          `${url.origin}/` === url.href
        );
      }, 'muss eine Adresse ohne Pfad wie https://auftakt.example.org sein'),
      v.transform((text) => new URL(text).origin)
    )
  ),
  DATABASE_URL: urlOf(['postgres:', 'postgresql:'], 'postgres://name:passwort@rechner:5432/auftakt'),
  REDIS_URL: urlOf(['redis:', 'rediss:'], 'redis://rechner:6379'),
  SMTP_URL: v.nullish(
    v.pipe(
      v.string(),
      v.transform(readServer),
      v.check((server) => server !== null, SMTP)
    ),
    null
  ),
  MAIL_FROM: v.nullish(
    v.pipe(
      v.string(),
      v.transform(readFrom),
      v.check(
        (from) => from !== null,
        'muss eine Adresse wie auftakt@example.org oder Auftakt <auftakt@example.org> sein'
      )
    ),
    null
  ),
  AUFTAKT_MAIL_DAYS: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,3}$/, MAIL_DAYS),
      v.transform(Number),
      v.minValue(1, MAIL_DAYS),
      v.maxValue(365, MAIL_DAYS)
    ),
    '30'
  ),
  AUFTAKT_UPLOAD_MB: megabytes(0, 500, '10'),
  AUFTAKT_BOARD_MB: megabytes(1, 1_000_000, '1000'),
  AUFTAKT_DATA: v.optional(v.string(), './data'),
  AUFTAKT_HISTORY_DAYS: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,4}$/, 'muss eine Zahl von 1 bis 3650 sein'),
      v.transform(Number),
      v.minValue(1, 'muss eine Zahl von 1 bis 3650 sein'),
      v.maxValue(3650, 'muss eine Zahl von 1 bis 3650 sein')
    ),
    '90'
  ),
  AUTO_MIGRATE: flag(true),
  AUFTAKT_DEMO: flag(false),
  LOG_LEVEL: v.optional(
    v.pipe(
      v.string(),
      v.toLowerCase(),
      v.picklist(LOG_LEVELS, `muss eines von ${LOG_LEVELS.join(', ')} sein`)
    )
  ),
  NODE_ENV: v.optional(
    v.picklist(['production', 'development', 'test'], 'muss production, development oder test sein'),
    'production'
  )
});

/**
 * Parses the environment. An empty value counts as unset.
 *
 * @throws {ConfigError} naming every wrong setting. Values are not repeated: some carry passwords.
 */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.keys(Environment.entries).flatMap((key) => {
      const value = env[key]?.trim();
      return value === undefined || value === '' ? [] : [[key, value]];
    })
  );
  const parsed = v.safeParse(Environment, given);
  if (!parsed.success) {
    const sentences = parsed.issues.map(
      (issue) => `Die Einstellung ${v.getDotPath(issue) ?? '?'} ${issue.message}.`
    );
    throw new ConfigError([...new Set(sentences)].join('\n'));
  }
  const settings = parsed.output;
  const { SMTP_URL: server, MAIL_FROM: from } = settings;
  if (server && !from) {
    throw new ConfigError(
      'Die Einstellung MAIL_FROM muss die Absenderadresse sein, wenn SMTP_URL gesetzt ist.'
    );
  }
  const host = settings.HOST ?? (settings.AUFTAKT_DEMO ? '127.0.0.1' : '0.0.0.0');
  return {
    port: settings.PORT,
    host,
    origin: settings.ORIGIN ?? `http://${reachableName(host)}:${settings.PORT}`,
    originIsSet: settings.ORIGIN !== undefined,
    databaseUrl: settings.DATABASE_URL,
    redisUrl: settings.REDIS_URL,
    dataDir: settings.AUFTAKT_DATA,
    mail: server && from && { server, from },
    mailDays: settings.AUFTAKT_MAIL_DAYS,
    uploadBytes: settings.AUFTAKT_UPLOAD_MB,
    boardBytes: settings.AUFTAKT_BOARD_MB,
    historyDays: settings.AUFTAKT_HISTORY_DAYS,
    autoMigrate: settings.AUTO_MIGRATE,
    demo: settings.AUFTAKT_DEMO,
    logLevel: settings.LOG_LEVEL ?? (settings.NODE_ENV === 'test' ? 'silent' : 'info'),
    nodeEnv: settings.NODE_ENV
  };
}

/** The name under which a browser on this machine reaches a server listening on `host`. */
function reachableName(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

/**
 * Whether a request that carries this `Origin` header may act with a session: exactly the configured origin, or,
 * when none is configured, the very address that was asked for (`Host`), as long as that is an IP address,
 * `localhost` or a `.local` name. Other names are refused then, so that a foreign domain pointed at this machine
 * (DNS rebinding) gets nothing.
 *
 * @param origin the `Origin` header, e.g. `http://192.168.1.20:3000`
 * @param host the `Host` header, e.g. `192.168.1.20:3000`
 */
export function allowsOrigin(
  config: Pick<Config, 'origin' | 'originIsSet'>,
  origin: string | undefined,
  host: string | undefined
): boolean {
  if (origin === undefined) return false;
  if (origin === config.origin) return true;
  const url = parsedUrl(origin);
  if (config.originIsSet || url === null || host === undefined) return false;
  return url.protocol === 'http:' && url.host === host.toLowerCase() && isLocalName(url.hostname);
}

function isLocalName(hostname: string): boolean {
  return (
    /^\d{1,3}(\.\d{1,3}){3}$/.test(hostname) ||
    hostname.startsWith('[') ||
    hostname === 'localhost' ||
    hostname.endsWith('.local')
  );
}
