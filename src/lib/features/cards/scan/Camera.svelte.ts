import { readQr } from '$lib/client/readQr';

export type CameraState =
  | 'off'
  | 'starting'
  | 'looking'
  /** The person or the system said no. */
  | 'denied'
  /** There is none, or the page has no right to one: without HTTPS browsers give none. */
  | 'missing'
  /** Another program has it. */
  | 'busy';

/** The phone's camera, from switching it on until it has read a code. */
export class Camera {
  state = $state<CameraState>('off');
  #ending: AbortController | null = null;
  readonly #onfound: (text: string) => void;

  constructor(onfound: (text: string) => void) {
    this.#onfound = onfound;
  }

  /** Whether this browser gives pages a camera at all. */
  static get available(): boolean {
    return typeof navigator !== 'undefined' && navigator.mediaDevices?.getUserMedia !== undefined;
  }

  /** Shows the picture in `video`, reads until there is a code, and switches the camera off again. */
  async start(video: HTMLVideoElement): Promise<void> {
    if (this.state === 'starting' || this.state === 'looking') return;
    if (!Camera.available) {
      this.state = 'missing';
      return;
    }
    const ending = (this.#ending = new AbortController());
    this.state = 'starting';
    let stream: MediaStream | null = null;
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'environment', width: { ideal: 1280 } },
        audio: false
      });
      if (ending.signal.aborted) return;
      video.srcObject = stream;
      await video.play();
      this.state = 'looking';
      const found = await readQr(video, ending.signal);
      if (found === null) return;
      this.state = 'off';
      this.#onfound(found);
    } catch (error) {
      if (!ending.signal.aborted) this.state = stateAfter(error);
    } finally {
      for (const track of stream?.getTracks() ?? []) track.stop();
      video.srcObject = null;
    }
  }

  stop(): void {
    this.#ending?.abort();
    this.#ending = null;
    if (this.state === 'starting' || this.state === 'looking') this.state = 'off';
  }
}

/** What the browser's error means for the person. */
export function stateAfter(error: unknown): CameraState {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing';
  return 'busy';
}
