import { expect, it } from 'vitest';
import { limitBody } from './bodies';

const post = (bytes: number, headers: Record<string, string> = {}) =>
  new Request('http://localhost/', { method: 'POST', body: 'x'.repeat(bytes), headers });

it('leaves requests alone that are small, or have no body', () => {
  const small = post(10, { 'content-length': '10' });
  expect(limitBody(small)).toBe(small);
  const none = new Request('http://localhost/');
  expect(limitBody(none)).toBe(none);
});

it('counts what does not say how long it is', async () => {
  expect(await limitBody(post(1000)).text()).toHaveLength(1000);
  await expect(limitBody(post(300_000)).text()).rejects.toMatchObject({ status: 413 });
});

it('breaks off what says that it is too long', async () => {
  await expect(limitBody(post(300_000, { 'content-length': '300000' })).text()).rejects.toMatchObject({
    status: 413
  });
});
