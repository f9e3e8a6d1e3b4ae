import Palette from '@lucide/svelte/icons/palette';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { MenuSub } from './menu';

/** Colours of topics, by the name of their role in tokens.css. */
const COLOURS = {
  yellow: m.colour_yellow,
  green: m.colour_green,
  blue: m.colour_blue,
  rose: m.colour_rose,
  orange: m.colour_orange
};
type Colour = keyof typeof COLOURS;

/** The colours of a topic as the entries of a menu. */
export function colourMenu(current: Colour | null, onchoose: (colour: Colour | null) => void): MenuSub {
  const entry = (colour: Colour | null, label: string) => ({
    label,
    checked: colour === current,
    onselect: () => onchoose(colour)
  });
  return {
    type: 'sub',
    label: m.colour(),
    icon: Palette,
    items: [
      entry(null, m.colour_none()),
      ...(Object.keys(COLOURS) as Colour[]).map((colour) => entry(colour, COLOURS[colour]()))
    ]
  };
}
