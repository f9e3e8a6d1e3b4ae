/**
 * Our own drawing of the Mitteldeutsches Revier: nine districts and towns, angular and simplified, true to who borders on
 * whom. Corners are kept once by place, so that neighbours share their border to the point.
 */

/** Longitude and latitude, roughly; where several areas meet, they share the corner. */
const CORNERS = {
  harzWest: [10.92, 51.5],
  harzNorthWest: [11.08, 51.67],
  harzNorth: [11.45, 51.7],
  harzNorthEast: [11.72, 51.66],
  harzEast: [11.7, 51.48],
  harzSouthEast: [11.56, 51.34],
  harzSouth: [11.32, 51.32],
  harzSouthWest: [11.15, 51.42],
  saaleNorth: [11.96, 51.66],
  anhaltWest: [11.78, 51.82],
  anhaltNorthWest: [11.98, 52.06],
  anhaltNorth: [12.36, 52.1],
  anhaltNotch: [12.26, 51.86],
  anhaltEast: [12.52, 51.74],
  anhaltSouthEast: [12.42, 51.58],
  threeNorth: [12.1, 51.58],
  saaleEast: [12.18, 51.48],
  leipzigWest: [12.22, 51.36],
  saaleSouthEast: [12.14, 51.22],
  saaleSouth: [11.84, 51.24],
  saaleSouthWest: [11.58, 51.22],
  burgenWest: [11.48, 51.12],
  burgenSouthWest: [11.52, 51.02],
  burgenSouth: [11.86, 50.98],
  burgenSouthEast: [12.08, 50.92],
  altenburgWest: [12.26, 50.97],
  threeSouth: [12.26, 51.1],
  altenburgSouthWest: [12.28, 50.86],
  altenburgSouth: [12.54, 50.83],
  altenburgEast: [12.8, 50.93],
  altenburgNorth: [12.55, 51.06],
  leipzigSouthWest: [12.26, 51.27],
  leipzigSouth: [12.44, 51.24],
  leipzigEast: [12.56, 51.33],
  leipzigNorthEast: [12.5, 51.43],
  leipzigNorth: [12.32, 51.45],
  grimmaNorth: [12.72, 51.41],
  grimmaEast: [12.88, 51.3],
  landSouthEast: [12.94, 51.14],
  landSouth: [12.74, 51.03],
  northEast: [12.86, 51.7],
  torgauNorth: [13.12, 51.66],
  torgauEast: [13.22, 51.44],
  oschatz: [13.1, 51.24],
  halleNorth: [11.97, 51.59],
  halleEast: [12.11, 51.51],
  halleSouthEast: [12.07, 51.39],
  halleSouth: [11.88, 51.38],
  halleWest: [11.83, 51.49]
} satisfies Record<string, readonly [number, number]>;

type Corner = keyof typeof CORNERS;
const WEST = 10.85;
const NORTH = 52.15;
const SCALE = { x: 150, y: 235 };

/** Size of the drawing, in its own units. */
export const WIDTH = 372;
export const HEIGHT = 322;

const xy = (corner: Corner): [number, number] => {
  const [longitude, latitude] = CORNERS[corner];
  return [Math.round((longitude - WEST) * SCALE.x), Math.round((NORTH - latitude) * SCALE.y)];
};

/** An area of the drawing. */
export interface Shape {
  key: string;
  /** What the area may be called in a space's list, as `nameKey` makes it. */
  names: readonly string[];
  /** For the label in the drawing. */
  short: string;
  corners: readonly Corner[];
  /** Where number and label stand, by longitude and latitude. */
  at: readonly [number, number];
}

export const SHAPES: readonly Shape[] = [
  {
    key: 'mansfeld',
    names: ['mansfeldsudharz', 'landkreismansfeldsudharz'],
    short: 'Mansfeld-Südharz',
    corners: [
      'harzWest',
      'harzNorthWest',
      'harzNorth',
      'harzNorthEast',
      'harzEast',
      'harzSouthEast',
      'harzSouth',
      'harzSouthWest'
    ],
    at: [11.36, 51.53]
  },
  {
    key: 'anhalt',
    names: ['anhaltbitterfeld', 'landkreisanhaltbitterfeld'],
    short: 'Anhalt-Bitterfeld',
    corners: [
      'harzNorthEast',
      'anhaltWest',
      'anhaltNorthWest',
      'anhaltNorth',
      'anhaltNotch',
      'anhaltEast',
      'anhaltSouthEast',
      'threeNorth',
      'saaleNorth'
    ],
    at: [12.07, 51.82]
  },
  {
    key: 'saalekreis',
    names: ['saalekreis', 'landkreissaalekreis'],
    short: 'Saalekreis',
    corners: [
      'harzEast',
      'harzNorthEast',
      'saaleNorth',
      'threeNorth',
      'saaleEast',
      'leipzigWest',
      'saaleSouthEast',
      'saaleSouth',
      'saaleSouthWest',
      'harzSouthEast'
    ],
    at: [11.78, 51.32]
  },
  {
    key: 'burgenland',
    names: ['burgenlandkreis', 'burgenland'],
    short: 'Burgenlandkreis',
    corners: [
      'saaleSouthWest',
      'saaleSouth',
      'saaleSouthEast',
      'threeSouth',
      'altenburgWest',
      'burgenSouthEast',
      'burgenSouth',
      'burgenSouthWest',
      'burgenWest'
    ],
    at: [11.87, 51.11]
  },
  {
    key: 'altenburg',
    names: ['altenburgerland', 'landkreisaltenburgerland'],
    short: 'Altenburger Land',
    corners: [
      'threeSouth',
      'altenburgNorth',
      'altenburgEast',
      'altenburgSouth',
      'altenburgSouthWest',
      'altenburgWest'
    ],
    at: [12.51, 50.97]
  },
  {
    key: 'nordsachsen',
    names: ['nordsachsen', 'landkreisnordsachsen'],
    short: 'Nordsachsen',
    corners: [
      'threeNorth',
      'anhaltSouthEast',
      'anhaltEast',
      'northEast',
      'torgauNorth',
      'torgauEast',
      'oschatz',
      'grimmaEast',
      'grimmaNorth',
      'leipzigEast',
      'leipzigNorthEast',
      'leipzigNorth',
      'leipzigWest',
      'saaleEast'
    ],
    at: [12.84, 51.53]
  },
  {
    key: 'leipzigLand',
    names: ['landkreisleipzig', 'leipzigerland'],
    short: 'Landkreis Leipzig',
    corners: [
      'leipzigWest',
      'leipzigSouthWest',
      'leipzigSouth',
      'leipzigEast',
      'grimmaNorth',
      'grimmaEast',
      'landSouthEast',
      'landSouth',
      'altenburgNorth',
      'threeSouth',
      'saaleSouthEast'
    ],
    at: [12.6, 51.17]
  },
  {
    key: 'leipzig',
    names: ['leipzig', 'stadtleipzig'],
    short: 'Leipzig',
    corners: [
      'leipzigWest',
      'leipzigNorth',
      'leipzigNorthEast',
      'leipzigEast',
      'leipzigSouth',
      'leipzigSouthWest'
    ],
    at: [12.39, 51.35]
  },
  // Last: it lies within another one.
  {
    key: 'halle',
    names: ['halle', 'hallesaale', 'stadthallesaale', 'stadthalle'],
    short: 'Halle',
    corners: ['halleNorth', 'halleEast', 'halleSouthEast', 'halleSouth', 'halleWest'],
    at: [11.97, 51.49]
  }
];

/** A name without case, accents, signs and blanks: how spaces write their regions differs. */
export function nameKey(region: string): string {
  return region
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/[^a-z]/g, '');
}

/** The area that a region of a space's list means; null for one that is not drawn. */
export function shapeOf(region: string): Shape | null {
  const key = nameKey(region);
  return SHAPES.find(({ names }) => names.includes(key)) ?? null;
}

/** The outline, for a `path`. */
export function outlineOf(shape: Shape): string {
  return `M${shape.corners.map((corner) => xy(corner).join(' ')).join('L')}Z`;
}

export function labelAt({ at: [longitude, latitude] }: Shape): { x: number; y: number } {
  return { x: Math.round((longitude - WEST) * SCALE.x), y: Math.round((NORTH - latitude) * SCALE.y) };
}
