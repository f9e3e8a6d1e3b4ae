import Globe from '@lucide/svelte/icons/globe';
import Lock from '@lucide/svelte/icons/lock';
import Users from '@lucide/svelte/icons/users';
import Presentation from '@lucide/svelte/icons/presentation';
import type { LucideIcon } from '@lucide/svelte';
import type { Audience, CardColour } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';

/** How a circle is shown everywhere: always icon and word together. */
export interface CircleWords {
  icon: LucideIcon;
  label: string;
  text: string;
}

/** Icon and words of a circle in the language of the request. */
export function circleWords(audience: Audience): CircleWords {
  switch (audience) {
    case 'private':
      return { icon: Lock, label: m.cards_circle_private(), text: m.cards_circle_private_text() };
    case 'participants':
      return {
        icon: Presentation,
        label: m.cards_circle_participants(),
        text: m.cards_circle_participants_text()
      };
    case 'members':
      return { icon: Users, label: m.cards_circle_members(), text: m.cards_circle_members_text() };
    case 'public':
      return { icon: Globe, label: m.cards_circle_public(), text: m.cards_circle_public_text() };
  }
}

/** Who looks, for the preview of each circle; `private`: the owner. */
export function viewerWord(audience: Audience): string {
  switch (audience) {
    case 'private':
      return m.cards_viewer_private();
    case 'participants':
      return m.cards_viewer_participants();
    case 'members':
      return m.cards_viewer_members();
    case 'public':
      return m.cards_viewer_public();
  }
}

/** Word for a card's paper. */
export function colourWord(colour: CardColour): string {
  switch (colour) {
    case 'yellow':
      return m.cards_colour_yellow();
    case 'green':
      return m.cards_colour_green();
    case 'blue':
      return m.cards_colour_blue();
    case 'rose':
      return m.cards_colour_rose();
    case 'orange':
      return m.cards_colour_orange();
    case 'white':
      return m.cards_colour_white();
  }
}
