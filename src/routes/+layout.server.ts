import { getLocale } from '$lib/i18n/paraglide/runtime.js';
import { publicDoor } from '$lib/server/auth/guard';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals }) => {
  publicDoor('names of the space and of the person themself');
  const { space, person, member, app, theme } = locals;
  return {
    space: space && { name: space.name, tagline: space.tagline },
    person: person && {
      id: person.id,
      name: person.name,
      organisation: person.organisation,
      email: person.email
    },
    role: member?.role ?? null,
    locale: getLocale(),
    theme,
    /** For links and QR codes: never taken from the Host header. */
    origin: app.config.origin
  };
};
