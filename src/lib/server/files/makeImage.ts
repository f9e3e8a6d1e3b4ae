import type SharpLibrary from 'sharp';
import type { ResizeOptions, Sharp } from 'sharp';
import { PHOTO } from '$lib/domain/cards/photo';
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

let loaded: Promise<typeof SharpLibrary | null> | undefined;

/** Loaded with the first image: a machine for which the library has no binary runs Auftakt, without images. */
function library(): Promise<typeof SharpLibrary | null> {
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
export function makeImage(path: string): Promise<ImageOutcome> {
  return made(path, async (image) => {
    const { data: large, info } = await image
      .resize({ width: LARGE, height: LARGE, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80, effort: 3 })
      .toBuffer({ resolveWithObject: true });
    const small = hasSmall(info) ? await smaller(large, { ...SMALL, fit: 'inside' }) : null;
    return { width: info.width, height: info.height, large, small };
  });
}

/** A photo for a card: as {@link makeImage}, and a square. What was cut out in the browser is one already. */
export function makePhoto(path: string): Promise<ImageOutcome> {
  return made(path, async (image, { width, height }) => {
    const side = Math.min(width, height, PHOTO.large);
    const { data: large } = await image
      .resize({ width: side, height: side, fit: 'cover' })
      .webp({ quality: 82, effort: 3 })
      .toBuffer({ resolveWithObject: true });
    const box = { width: PHOTO.small, height: PHOTO.small };
    const small = side > PHOTO.small ? await smaller(large, { ...box, fit: 'cover' }) : null;
    return { width: side, height: side, large, small };
  });
}

async function made(
  path: string,
  make: (image: Sharp, size: { width: number; height: number }) => Promise<MadeImage>
): Promise<ImageOutcome> {
  const sharp = await library();
  if (sharp === null) return { ok: false, why: 'no_library' };
  try {
    // The size stands at the beginning: nothing is unpacked to read it.
    const { width, height } = await sharp(path, { limitInputPixels: false }).metadata();
    if (width * height > MAX_PIXELS) return { ok: false, why: 'too_many_pixels' };
    const image = sharp(path, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
      .timeout({ seconds: WITHIN })
      .autoOrient();
    return { ok: true, image: await make(image, { width, height }) };
  } catch {
    return { ok: false, why: 'unreadable' };
  }
}

async function smaller(large: Buffer, box: ResizeOptions): Promise<Buffer> {
  const sharp = await library();
  if (sharp === null) throw new Error('it made the large one');
  return sharp(large).resize(box).webp({ quality: 76, effort: 3 }).toBuffer();
}
