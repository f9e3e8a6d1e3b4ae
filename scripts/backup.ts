import { stat } from 'node:fs/promises';
import { makeBackup } from '../src/lib/server/backup/makeBackup.ts';
import { withDatabase } from '../src/lib/server/backup/reachDatabase.ts';
import { parseConfig } from '../src/lib/server/config.ts';
import { createLog } from '../src/lib/server/log.ts';
import { givenPath, sayFailure, untilStopped, version } from './operate.ts';

/**
 * `npm run backup -- FILE`: database and files in one compressed file, also while Auftakt runs. Uses DATABASE_URL, or the
 * database that comes with Auftakt.
 */
try {
  const [argument, ...rest] = process.argv.slice(2);
  if (argument === undefined || rest.length > 0) {
    console.error('Aufruf: npm run backup -- sicherung.tar.gz');
    process.exitCode = 2;
  } else {
    const file = givenPath(argument);
    const signal = untilStopped();
    const config = parseConfig(process.env);
    const { tables, rows, files } = await withDatabase(config, createLog('warn'), (url) =>
      makeBackup({ file, url, dataDir: config.dataDir, version: version(), signal })
    );
    const { size } = await stat(file);
    console.log(
      `Gesichert: ${tables} Tabellen mit ${rows} Zeilen und ${files} Dateien in ${file} (${Math.ceil(size / 1024)} kB). ` +
        'Die Datei enthält persönliche Daten.'
    );
  }
} catch (error) {
  sayFailure(error);
}
