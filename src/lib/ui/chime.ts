/** A gentle sound, made here: a short upbeat and a longer note, like the sign of Auftakt. Softer than people talk. */

/** Hertz, seconds after the beginning, seconds until it has died away. */
const NOTES = [
  { hertz: 523.25, at: 0, lasts: 0.5 },
  { hertz: 783.99, at: 0.28, lasts: 2.2 }
] as const;
/** Of a bell: the tone itself, and a little of the octave. */
const PARTIALS = [
  { times: 1, gain: 0.16 },
  { times: 2, gain: 0.04 }
] as const;

let context: AudioContext | null = null;

/** Call it while the browser still counts a touch or key; true: sound is allowed from now on. */
export async function unlock(): Promise<boolean> {
  context ??= new AudioContext();
  await context.resume();
  return context.state === 'running';
}

/** Silent where the browser has not allowed it. */
export function ring(): void {
  if (context?.state !== 'running') return;
  for (const { hertz, at, lasts } of NOTES) {
    for (const { times, gain } of PARTIALS) tone(context, hertz * times, gain, at, lasts);
  }
}

function tone(audio: AudioContext, hertz: number, gain: number, at: number, lasts: number): void {
  const start = audio.currentTime + at;
  const oscillator = new OscillatorNode(audio, { type: 'sine', frequency: hertz });
  const loudness = new GainNode(audio, { gain: 0 });
  // A hard beginning or end would click.
  loudness.gain.setValueAtTime(0.0001, start);
  loudness.gain.exponentialRampToValueAtTime(gain, start + 0.02);
  loudness.gain.exponentialRampToValueAtTime(0.0001, start + lasts);
  oscillator.connect(loudness).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(start + lasts);
}
