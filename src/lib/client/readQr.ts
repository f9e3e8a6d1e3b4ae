/** Reads QR codes off a running video, with what the browser has for it, else with jsQR, loaded when it is needed. */

/** A phone's camera gives ten times what a code needs; a smaller picture is read faster. */
const WIDTH = 640;
/** Between two looks, ms: fast enough for a hand, and the phone stays cool. */
const PAUSE_MS = 200;

type Look = (video: HTMLVideoElement) => Promise<string | null>;

/** The part of the Shape Detection API that is used; TypeScript does not know it yet. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
type DetectorClass = {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
};

async function nativeLook(): Promise<Look | null> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: DetectorClass };
  if (!BarcodeDetector) return null;
  try {
    if (!(await BarcodeDetector.getSupportedFormats()).includes('qr_code')) return null;
    const detector = new BarcodeDetector({ formats: ['qr_code'] });
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? null;
  } catch {
    // Some systems have the interface and nothing behind it.
    return null;
  }
}

async function ownLook(): Promise<Look> {
  const { default: jsQR } = await import('jsqr');
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  return (video) => {
    if (!pen || video.videoWidth === 0) return Promise.resolve(null);
    canvas.width = Math.min(WIDTH, video.videoWidth);
    canvas.height = Math.round((canvas.width * video.videoHeight) / video.videoWidth);
    pen.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data, width, height } = pen.getImageData(0, 0, canvas.width, canvas.height);
    return Promise.resolve(jsQR(data, width, height, { inversionAttempts: 'dontInvert' })?.data || null);
  };
}

/** Looks at the video until there is a code in it. Null: `signal` ended it. */
export async function readQr(video: HTMLVideoElement, signal: AbortSignal): Promise<string | null> {
  let look = await nativeLook();
  look ??= await ownLook();
  while (!signal.aborted) {
    const found = await look(video).catch(() => null);
    if (found && !signal.aborted) return found;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return null;
}
