import { getLocale } from './paraglide/runtime.js';

const UNITS = ['B', 'kB', 'MB', 'GB'] as const;

/** „1,4 MB": how large a file is, in thousands as on every phone. */
export function fileSize(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  // Below ten the first decimal still says something; of bytes and kilobytes nobody wants to know it.
  const digits = unit > 1 && size < 10 ? 1 : 0;
  const number = new Intl.NumberFormat(getLocale(), { maximumFractionDigits: digits }).format(size);
  return `${number} ${UNITS[unit] ?? ''}`;
}
