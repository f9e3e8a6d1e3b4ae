import type Sharp from 'sharp';
import { hasSmall, LARGE, MAX_PIXELS, SMALL } from '$lib/domain/files';

/** An image as it is kept: WebP, upright, without what the camera wrote into it (place, time, owner). */
export interface MadeImage {
  width: number;
  height: number;
  large: Buffer;
  /** The copy for the wall; null where the image itself is no larger. */
  small: Buffer | null;
}

export type ImageOutcome =
  { ok: true; image: MadeImage } | { ok: false; why: 'too_many_pixels' | 'unreadable' | 'no_library' };

/** Seconds for one image; a photo takes a fifth of one. */
const WITHIN = 15;

/**
 * The only decoders that ever see what people send. Others (SVG, PDF, TIFF, ImageMagick's) are shut, whatever content
 * might talk the library into.
 */
const DECODERS = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].flatMap((format) => [
  `VipsForeignLoad${format}File`,
  `VipsForeignLoad${format}Buffer`
]);

let loaded: Promise<typeof Sharp | null> | undefined;

/** Loaded with the first image: a machine for which the library has no binary runs Auftakt, without images. */
function library(): Promise<typeof Sharp | null> {
  loaded ??= import('sharp').then(
    ({ default: sharp }) => {
      sharp.block({ operation: ['VipsForeignLoad'] });
      sharp.unblock({ operation: DECODERS });
      // Each image comes once; and one thread leaves the others to those who write.
      sharp.cache(false);
      sharp.concurrency(1);
      return sharp;
    },
    () => null
  );
  return loaded;
}

/** Makes an image anew from the file at `path`, so that nothing of what was sent is ever given out. */
export async function makeImage(path: string): Promise<ImageOutcome> {
  const sharp = await library();
  if (sharp === null) return { ok: false, why: 'no_library' };
  try {
    // The size stands at the beginning: nothing is unpacked to read it.
    const { width, height } = await sharp(path, { limitInputPixels: false }).metadata();
    if (width * height > MAX_PIXELS) return { ok: false, why: 'too_many_pixels' };
    const { data: large, info } = await sharp(path, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
      .timeout({ seconds: WITHIN })
      .autoOrient()
      .resize({ width: LARGE, height: LARGE, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80, effort: 3 })
      .toBuffer({ resolveWithObject: true });
    const small = hasSmall(info)
      ? await sharp(large)
          .resize({ ...SMALL, fit: 'inside' })
          .webp({ quality: 76, effort: 3 })
          .toBuffer()
      : null;
    return { ok: true, image: { width: info.width, height: info.height, large, small } };
  } catch {
    return { ok: false, why: 'unreadable' };
  }
}
