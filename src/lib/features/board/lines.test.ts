import { describe, expect, it } from 'vitest';
import { LIMITS } from '$lib/domain/limits';
import { linesOf, MOST_LINES } from './lines';

describe('pasted lines', () => {
  it('are a note each, without empty ones', () => {
    expect(linesOf('Bus am Abend\n\n  Lastenrad \r\nWerkstatt\u2028Chor\n')).toEqual([
      'Bus am Abend',
      'Lastenrad',
      'Werkstatt',
      'Chor'
    ]);
  });

  it('lose the signs of a list, but not their own', () => {
    const signs = [
      '- Bus',
      '• Bus',
      '– Bus',
      '12. Bus',
      '3) Bus',
      'a) Bus',
      '(b) Bus',
      '[ ] Bus',
      '[x] Bus',
      '*\tBus'
    ];
    for (const line of signs) expect(linesOf(`${line}\nRad`), line).toEqual(['Bus', 'Rad']);
    const own = ['-5 Grad', '2026 fertig', '1.000 Euro', 'A. Beispiel GmbH'.slice(3), '*wichtig*'];
    for (const line of own) expect(linesOf(`${line}\nRad`), line).toEqual([line, 'Rad']);
  });

  it('keep the cells of a table row together', () => {
    expect(linesOf('Bus\tabends\nRad\t zum Leihen\t')).toEqual(['Bus · abends', 'Rad · zum Leihen']);
  });

  it('are none when it is no list, too long a list, or one line is too long for a note', () => {
    expect(linesOf('')).toEqual([]);
    expect(linesOf('Nur ein Satz.\n\n')).toEqual([]);
    const many = (count: number) => Array.from({ length: count }, (_, n) => `Zeile ${n}`).join('\n');
    expect(linesOf(many(MOST_LINES))).toHaveLength(MOST_LINES);
    expect(linesOf(many(MOST_LINES + 1))).toEqual([]);
    expect(linesOf(`kurz\n${'x'.repeat(LIMITS.noteBody + 1)}`)).toEqual([]);
  });
});
