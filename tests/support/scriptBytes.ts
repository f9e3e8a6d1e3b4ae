import type { Page } from '@playwright/test';

/** Bytes of all script that comes over the line while `work` runs, as they are counted on it: compressed, with heads. */
export async function scriptBytes(page: Page, work: () => Promise<void>): Promise<number> {
  const line = await page.context().newCDPSession(page);
  const scripts = new Set<string>();
  let bytes = 0;
  line.on('Network.responseReceived', ({ requestId, response }) => {
    if (new URL(response.url).pathname.endsWith('.js')) scripts.add(requestId);
  });
  line.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await line.send('Network.enable');
  await line.send('Network.setCacheDisabled', { cacheDisabled: true });
  await work();
  await page.waitForLoadState('networkidle');
  await line.detach();
  return bytes;
}
