/**
 * Who this page speaks for. Kept apart from the line itself, so that pages without a room need not load Socket.IO.
 */
let speaker: string | null | undefined;
let heard: (() => void) | null = null;

/** Told by the root layout, before the page below it opens a room. Null: a visitor. Never on the server. */
export function speakAs(personId: string | null): void {
  const changed = speaker !== undefined && speaker !== personId;
  speaker = personId;
  if (changed) heard?.();
}

/** One listener: the page's one line. Not called for the person the page began with. */
export function onSpeakerChange(listener: () => void): void {
  heard = listener;
}
