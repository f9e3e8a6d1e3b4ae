/** Where the cut lies and how it is made small: what the cropping library leaves to us. */

export interface Size {
  width: number;
  height: number;
}
/** Part of an image, in its own px. */
export interface Part extends Size {
  x: number;
  y: number;
}

/** How far the image can be moved from the middle before the square in it would be empty, px of the screen. */
export function reachOf(image: Size, box: Size, zoom: number): { x: number; y: number } {
  const scale = Math.min(box.width / image.width, box.height / image.height);
  const shown = { width: image.width * scale, height: image.height * scale };
  const side = Math.min(shown.width, shown.height);
  return {
    x: Math.max(0, (shown.width * zoom - side) / 2),
    y: Math.max(0, (shown.height * zoom - side) / 2)
  };
}

/** A position within reach. */
export function within(
  place: { x: number; y: number },
  reach: { x: number; y: number }
): { x: number; y: number } {
  const held = (value: number, most: number) => Math.min(most, Math.max(-most, value)) || 0;
  return { x: held(place.x, reach.x), y: held(place.y, reach.y) };
}

/**
 * The part as a square image of at most `side` px. A canvas knows nothing of what the camera wrote into the file, so no place
 * leaves the device.
 *
 * @throws where the browser makes none
 */
export async function cutOut(image: CanvasImageSource, part: Part, side: number): Promise<Blob> {
  const size = Math.max(1, Math.round(Math.min(side, part.width, part.height)));
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, part.x, part.y, part.width, part.height, 0, 0, size, size);
  // PNG keeps the see-through ground of a logo; the server makes the last form anyway.
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no image'))), 'image/png');
  });
}
