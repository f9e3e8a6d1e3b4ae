/** What a new space offers for choice on cards until its owners say otherwise. */

/** The nine districts and towns of the Mitteldeutsches Revier. */
export const FIRST_REGIONS = [
  'Landkreis Leipzig',
  'Stadt Leipzig',
  'Landkreis Nordsachsen',
  'Burgenlandkreis',
  'Saalekreis',
  'Stadt Halle (Saale)',
  'Landkreis Mansfeld-Südharz',
  'Landkreis Anhalt-Bitterfeld',
  'Landkreis Altenburger Land',
  'überregional'
];

export const FIRST_FIELDS = [
  'Dorf-/Stadt-/Regionalentwicklung',
  'Klima & Umwelt',
  'Demokratie, Partizipation & Engagement',
  'Kultur',
  'Bildung',
  'Soziales'
];
