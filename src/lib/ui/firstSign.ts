const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'focusin'] as const;

/** Calls back once, with the first sign that somebody is about to do something. Only in the browser; the answer ends the waiting. */
export function onFirstSign(act: () => void): () => void {
  const done = new AbortController();
  const sign = () => {
    done.abort();
    act();
  };
  for (const event of SIGNS) window.addEventListener(event, sign, { signal: done.signal, passive: true });
  return () => done.abort();
}
