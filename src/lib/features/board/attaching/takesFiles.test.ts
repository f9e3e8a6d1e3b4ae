import { expect, it } from 'vitest';
import { pastedFiles } from './takesFiles';

const pasted = (types: string[], ...files: File[]) =>
  pastedFiles({ types, files: files as unknown as FileList });

it('pastes images, but the text where somebody copied text that has a picture beside it', () => {
  const picture = new File(['x'], 'image.png');
  expect(pasted(['Files'], picture)).toEqual([picture]);
  expect(pasted(['text/html', 'Files'], picture)).toEqual([picture]);
  expect(pasted(['text/plain', 'text/html', 'Files'], picture)).toEqual([]);
  expect(pastedFiles(null)).toEqual([]);
});
