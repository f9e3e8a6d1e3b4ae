import { getLocale } from './paraglide/runtime.js';

const tag = (): string => (getLocale() === 'de' ? 'de-DE' : 'en-GB');

/** „3,9": one decimal, always. */
export function decimal(value: number): string {
  return new Intl.NumberFormat(tag(), { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);
}

/** „47 %", without decimals. @param part from 0 to 1 */
export function percent(part: number): string {
  return new Intl.NumberFormat(tag(), { style: 'percent', maximumFractionDigits: 0 }).format(part);
}
