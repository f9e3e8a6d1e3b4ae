import { expect, it } from 'vitest';
import { fileResponse } from './fileResponse';

let opened = 0;
async function* content() {
  opened += 1;
  yield await Promise.resolve(Buffer.from('Hallo'));
}
const file = {
  ok: true as const,
  tag: '"a"',
  mime: 'application/pdf',
  size: 5,
  saveAs: 'Grüße "1".pdf',
  content
};
const request = (headers: Record<string, string> = {}) => new Request('http://localhost/', { headers });

it('saves files under their name, in both spellings, and forbids them everything', async () => {
  const answer = fileResponse(file, request());
  expect(await answer.text()).toBe('Hallo');
  expect(answer.headers.get('content-disposition')).toBe(
    `attachment; filename="Gr__e _1_.pdf"; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%221%22.pdf`
  );
  expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none';.*sandbox$/);
  expect(answer.headers.get('cache-control')).toMatch(/^private, max-age=\d+, immutable$/);
});

it('sends nothing twice, and opens nothing that nobody reads', () => {
  opened = 0;
  const again = fileResponse(file, request({ 'if-none-match': '"a"' }));
  expect(again.status).toBe(304);
  fileResponse(file, request());
  expect(opened).toBe(0);
});

it('shows our own images', () => {
  const image = { ...file, mime: 'image/webp', saveAs: null };
  expect(fileResponse(image, request()).headers.get('content-disposition')).toBe('inline');
});
