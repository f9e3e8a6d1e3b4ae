/** What may hang on a note as a file: what both ends agree on. What a file really is the server finds out from its content. */
export interface FileType {
  /** Without a dot; the first that belongs to it. */
  ext: string;
  mime: string;
}

/** Images that are taken in. They are made anew, so what comes out is always WebP. */
export const IMAGE_TYPES = [
  { ext: 'jpg', mime: 'image/jpeg' },
  { ext: 'png', mime: 'image/png' },
  { ext: 'webp', mime: 'image/webp' },
  { ext: 'gif', mime: 'image/gif' },
  { ext: 'avif', mime: 'image/avif' }
] as const satisfies readonly FileType[];

/**
 * Files that are kept as they are, to be downloaded. No archives (nobody sees what is in them), nothing that runs (HTML,
 * SVG, office files with macros and those of before 2007, which may have some).
 */
export const DOCUMENT_TYPES = [
  { ext: 'pdf', mime: 'application/pdf' },
  { ext: 'docx', mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
  { ext: 'xlsx', mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  { ext: 'pptx', mime: 'application/vnd.openxmlformats-officedocument.presentationml.presentation' },
  { ext: 'odt', mime: 'application/vnd.oasis.opendocument.text' },
  { ext: 'ods', mime: 'application/vnd.oasis.opendocument.spreadsheet' },
  { ext: 'odp', mime: 'application/vnd.oasis.opendocument.presentation' },
  { ext: 'txt', mime: 'text/plain' },
  { ext: 'csv', mime: 'text/csv' }
] as const satisfies readonly FileType[];

/** Other endings that images have. */
const IMAGE_ENDINGS: ReadonlySet<string> = new Set(['jpeg', 'jpe', 'jfif', 'pjpeg', 'apng', 'heic', 'heif']);

/** The ending of a file's name in lower case, without the dot; '' where there is none. */
export function endingOf(name: string): string {
  return /[^.]\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

export function isImageEnding(ending: string): boolean {
  return IMAGE_ENDINGS.has(ending) || IMAGE_TYPES.some(({ ext }) => ext === ending);
}

/** A note's card shows images no larger than this, in px: twice what it takes on a screen. Beyond, there is a small copy. */
export const SMALL = { width: 640, height: 960 } as const;

/** Whether there is a small copy beside an image of this size. */
export function hasSmall({ width, height }: { width: number; height: number }): boolean {
  return width > SMALL.width || height > SMALL.height;
}

/** An image is kept no larger than this in either direction, px. */
export const LARGE = 1600;

/** More pixels than this nobody's camera makes, and nobody's server should unpack: 50 million. */
export const MAX_PIXELS = 50_000_000;
