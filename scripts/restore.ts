import { withOwnDatabase } from '../src/lib/server/backup/reachDatabase.ts';
import { restoreBackup } from '../src/lib/server/backup/restoreBackup.ts';
import { parseConfig } from '../src/lib/server/config.ts';
import { createLog } from '../src/lib/server/log.ts';
import { givenPath, sayFailure, untilStopped } from './operate.ts';
import { readMigrations } from './readMigrations.ts';

/**
 * `npm run restore -- FILE`: a backup into an empty database (DATABASE_URL, or the one that comes with Auftakt, which is
 * made when there is none). No Auftakt may run on it at that moment.
 */
try {
  const [argument, ...rest] = process.argv.slice(2);
  if (argument === undefined || rest.length > 0) {
    console.error('Aufruf: npm run restore -- sicherung.tar.gz');
    process.exitCode = 2;
  } else {
    const file = givenPath(argument);
    const signal = untilStopped();
    const config = parseConfig(process.env);
    const migrations = await readMigrations();
    const { tables, rows, files, madeAt } = await withOwnDatabase(config, createLog('warn'), (url) =>
      restoreBackup({ file, url, dataDir: config.dataDir, migrations, signal })
    );
    console.log(
      `Wiederhergestellt: ${tables} Tabellen mit ${rows} Zeilen und ${files} Dateien, Stand ${madeAt}.`
    );
  }
} catch (error) {
  sayFailure(error);
}
