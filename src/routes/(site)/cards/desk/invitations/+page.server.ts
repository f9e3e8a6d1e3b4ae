import { fail } from '@sveltejs/kit';
import { requireMember } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { Invited } from '$lib/server/services/cardInvitations';
import type { Actions, PageServerLoad } from './$types';

/** Addresses in one go: more come as a table. */
const AT_ONCE = 50;
const WORDS = ['name', 'organisation', 'role', 'region', 'offer', 'need', 'about', 'email', 'phone', 'web'];

export const load: PageServerLoad = async (event) => {
  const { person, space } = requireMember(event, 'facilitator');
  const { cardInvitations } = event.locals.app.services;
  const all = await cardInvitations.list(space, person);
  return {
    mails: cardInvitations.mails,
    regions: space.regions,
    links: all
      .filter(({ kind }) => kind === 'link')
      .map(({ id, label, taken, expiresAt }) => ({
        id,
        label,
        taken,
        expiresAt: expiresAt?.getTime() ?? null
      })),
    people: all
      .filter(({ kind }) => kind === 'person')
      .map(({ id, email, content, createdAt, mailedAt, takenBy, expiresAt }) => ({
        id,
        email,
        name: content?.name ?? '',
        organisation: content?.organisation ?? '',
        prepared: content !== null,
        createdAt: createdAt.getTime(),
        mailedAt: mailedAt?.getTime() ?? null,
        taken: takenBy !== null,
        expiresAt: expiresAt?.getTime() ?? null
      }))
  };
};

export const actions: Actions = {
  link: async (event) => {
    const { person, space } = requireMember(event, 'facilitator');
    const label = (await event.request.formData()).get('label');
    const result = await event.locals.app.services.cardInvitations.makeLink(space, person, label);
    return result.ok ? { url: result.url } : fail(statusOf(result.code), { message: result.message });
  },
  /** `addresses`: one after the other, however they are separated. */
  mails: async (event) => {
    const { person, space } = requireMember(event, 'facilitator');
    const typed = String((await event.request.formData()).get('addresses') ?? '');
    const addresses = [...new Set(typed.split(/[\s,;<>]+/).filter((part) => part.includes('@')))];
    const sent: Record<string, Invited> = {};
    for (const email of addresses.slice(0, AT_ONCE)) {
      const result = await event.locals.app.services.cardInvitations.invite(
        space,
        person,
        { email },
        { mail: true }
      );
      if (!result.ok) return fail(statusOf(result.code), { message: result.message });
      sent[email] = result.state;
    }
    return { sent, left: Math.max(0, addresses.length - AT_ONCE) };
  },
  /** A card prepared for somebody. */
  prepare: async (event) => {
    const { person, space } = requireMember(event, 'facilitator');
    const form = await event.request.formData();
    const words = Object.fromEntries(WORDS.map((word) => [word, String(form.get(word) ?? '')]));
    const mail = form.has('mail');
    const result = await event.locals.app.services.cardInvitations.invite(space, person, words, { mail });
    if (!result.ok) return fail(statusOf(result.code), { message: result.message, words });
    if (result.state !== 'waiting') return fail(400, { state: result.state, words });
    return { url: result.url, prepared: true };
  },
  renew: async (event) => {
    const { person, space } = requireMember(event, 'facilitator');
    const id = String((await event.request.formData()).get('invitation'));
    const result = await event.locals.app.services.cardInvitations.renew(space, person, id);
    return result.ok
      ? { url: result.url, renewed: true }
      : fail(statusOf(result.code), { message: result.message });
  },
  withdraw: async (event) => {
    const { person, space } = requireMember(event, 'facilitator');
    const id = String((await event.request.formData()).get('invitation'));
    const result = await event.locals.app.services.cardInvitations.withdraw(space, person, { id });
    return result.ok ? { withdrawn: true } : fail(statusOf(result.code), { message: result.message });
  }
};
