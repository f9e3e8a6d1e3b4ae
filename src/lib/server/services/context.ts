import type { Clock } from '$lib/util/clock';
import type { Config } from '$lib/server/config';
import type { Db } from '$lib/server/db/database';
import type { Log } from '$lib/server/log';
import type { Sessions } from '$lib/server/auth/sessions';
import type { MailQueue } from '$lib/server/mail/MailQueue';
import type { RoomsService } from './rooms';
import type { SpacesService } from './spaces';

/** What every service may use. Made once in app.ts. */
export interface ServiceContext {
  db: Db;
  log: Log;
  clock: Clock;
  config: Config;
  sessions: Sessions;
  spaces: SpacesService;
  rooms: RoomsService;
  /** Null: no mail server is set up. */
  mail: MailQueue | null;
}
