import { describe, expect, it } from 'vitest';
import { endingOf, hasSmall, isImageEnding } from './files.ts';

describe('endings', () => {
  it.each([
    ['Grundriss.pdf', 'pdf'],
    ['Foto vom Hof.JPEG', 'jpeg'],
    ['archiv.tar.gz', 'gz'],
    ['ohne', ''],
    ['.htaccess', ''],
    ['punkt.', ''],
    ['a.b c', ''],
    ['lang.abcdefghijk', '']
  ])('of %s', (name, ending) => {
    expect(endingOf(name)).toBe(ending);
  });

  it('tells images from others', () => {
    expect(['jpg', 'jpeg', 'png', 'webp', 'gif', 'avif', 'heic'].filter(isImageEnding)).toHaveLength(7);
    expect(['svg', 'html', 'pdf', ''].filter(isImageEnding)).toEqual([]);
  });
});

it('only larger images have a small copy', () => {
  expect(hasSmall({ width: 640, height: 960 })).toBe(false);
  expect(hasSmall({ width: 641, height: 10 })).toBe(true);
  expect(hasSmall({ width: 10, height: 961 })).toBe(true);
});
