/** A process that only sends mails, for tests that kill one: `DATABASE_URL`, `SMTP_URL`, `CLAIM_MS`. */
import { parseConfig } from '../../src/lib/server/config.ts';
import { createDatabase } from '../../src/lib/server/db/database.ts';
import { createLog } from '../../src/lib/server/log.ts';
import { MailSender } from '../../src/lib/server/mail/MailSender.ts';
import { smtpTransport } from '../../src/lib/server/mail/smtpTransport.ts';

const config = parseConfig({ ...process.env, MAIL_FROM: 'auftakt@example.org' });
if (!config.databaseUrl || !config.mail) throw new Error('DATABASE_URL and SMTP_URL are missing');
new MailSender(
  {
    db: createDatabase(config.databaseUrl),
    log: createLog('silent'),
    transport: smtpTransport(config.mail)
  },
  { claimMs: Number(process.env['CLAIM_MS']), lookMs: 100 }
).start();
// Timers of the sender hold no process: this does.
setInterval(() => undefined, 60_000);
