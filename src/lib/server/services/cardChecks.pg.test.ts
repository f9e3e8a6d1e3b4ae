import { describe, expect, test } from 'vitest';
import { emptyCard } from '$lib/domain/cards/circles';
import type { Person } from '$lib/server/auth/sessions';
import { must } from '$lib/util/must';
import { testServices } from '../../../../tests/support/services';

const { db, services, space, clock, account, person } = await testServices({
  SMTP_URL: 'smtp://127.0.0.1:2525',
  MAIL_FROM: 'auftakt@example.org'
});
const { cards, cardChecks } = services;
const made = await services.workshops.create(await account('facilitator'), space.id, {
  title: 'Werkstatt',
  startsAt: null,
  place: '',
  template: 'auftakt',
  groups: 1,
  question: '',
  sees: 'all'
});
if (!made.ok) throw new Error(made.message);
const board = made.workshop.roomId;
const DAY = 24 * 3_600_000;

async function withCard(name: string): Promise<Person> {
  const owner = await account('member', name);
  const saved = await cards.save(space, owner, {
    card: { ...emptyCard(), name, region: 'Saalekreis' },
    audience: 'public',
    audiences: {},
    consent: 'ja'
  });
  if (!saved.ok) throw new Error(saved.code);
  return owner;
}
const mailsTo = ({ email }: Person) =>
  db.selectFrom('mail').where('recipient', '=', email).select('text').execute();
async function tokenFor(owner: Person): Promise<string> {
  const text = must((await mailsTo(owner)).at(-1)?.text ?? undefined);
  return must(/\/cards\/check\/([\w-]+)/.exec(text)?.[1]);
}
const later = async (days: number) => {
  clock.advance(days * DAY);
  await cardChecks.sweep();
};
const seen = async (owner: Person) => (await cards.list(space, null)).some(({ name }) => name === owner.name);

describe('stimmt das noch?', () => {
  test('after a year one mail asks, once, however often it is looked', async () => {
    const lotte = await withCard('Lotte');
    await later(364);
    expect(await mailsTo(lotte)).toHaveLength(0);
    await later(2);
    await Promise.all([cardChecks.sweep(), cardChecks.sweep()]);
    expect(await mailsTo(lotte)).toHaveLength(1);
    expect(await cardChecks.page(await tokenFor(lotte))).toMatchObject({ name: 'Lotte', state: 'due' });
  });

  test('whoever says yes is left in peace for another year', async () => {
    const ida = await withCard('Ida');
    await later(366);
    const token = await tokenFor(ida);
    expect(await cardChecks.confirm(token, null)).toEqual({ ok: true });
    expect(await cardChecks.page(token)).toMatchObject({ state: 'fresh' });
    await later(100);
    expect([await seen(ida), (await mailsTo(ida)).length]).toEqual([true, 1]);
    await later(300);
    expect((await mailsTo(ida)).length).toBe(2);
    expect(await cardChecks.page(token), 'the link of the older mail').toBeNull();
  });

  test('who does not answer is seen by nobody, and comes back with a consent given anew', async () => {
    const otto = await withCard('Otto');
    await later(366);
    const token = await tokenFor(otto);
    await later(61);
    expect(await seen(otto)).toBe(false);
    expect(await cardChecks.page(token)).toMatchObject({ state: 'expired', audience: 'public' });
    expect(await cards.mine(space, otto)).toMatchObject({ name: 'Otto', audience: 'private' });
    expect(await cardChecks.confirm(token, null)).toMatchObject({ ok: false, code: 'invalid' });
    expect(await cardChecks.confirm(token, 'wieder ja')).toEqual({ ok: true });
    expect(await seen(otto)).toBe(true);
    expect((await cards.mine(space, otto))?.own?.consents).toMatchObject([
      { text: 'ja', until: expect.any(Number) },
      { text: 'wieder ja', until: null }
    ]);
  });

  test('a year out of sight, and it is deleted with what stood on it', async () => {
    const zoe = await withCard('Zoe Zettel');
    await later(366);
    await later(61);
    await later(366);
    expect(await cards.mine(space, zoe)).toBeNull();
    const row = await db
      .selectFrom('card')
      .where('owner_id', '=', zoe.id)
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain('Zettel');
  });

  test('the link deletes the card, and opens nothing else', async () => {
    const nora = await withCard('Nora');
    await later(366);
    const token = await tokenFor(nora);
    expect(await services.accounts.redeemLink(token)).toMatchObject({ ok: false, code: 'forbidden' });
    expect(await cardChecks.remove(token)).toEqual({ ok: true });
    expect(await cards.mine(space, nora)).toBeNull();
    expect(await cardChecks.page(token)).toBeNull();
    expect(await cardChecks.remove('x')).toMatchObject({ ok: false, code: 'not_found' });
  });
});

describe("a guest's card", () => {
  async function guestWithCard(name: string) {
    const guest = await person(name);
    await services.rooms.join(board, {
      personId: guest.id,
      name,
      organisation: null,
      role: 'participant',
      groupId: null
    });
    const saved = await cards.save(space, guest, {
      card: { ...emptyCard(), name, region: 'Saalekreis' },
      audience: 'public',
      audiences: {},
      consent: 'ja'
    });
    if (!saved.ok) throw new Error(saved.code);
    return guest;
  }

  test('becomes that of the account whose holder has the personal link', async () => {
    const guest = await guestWithCard('Greta');
    const greta = await account('member', 'Greta Konto');
    const link = `https://x.example.org/link/${await services.accounts.renewPersonalLink(guest)}?to=/cards/mine`;
    expect(await cards.claimable(space, greta, link)).toBe('Greta');
    expect(await cards.claim(space, guest, link)).toMatchObject({ ok: false, code: 'forbidden' });
    expect(await cards.claim(space, greta, link)).toEqual({ ok: true });
    expect(await cards.mine(space, greta)).toMatchObject({ name: 'Greta', audience: 'public' });
    expect(await cards.mine(space, guest)).toBeNull();
    expect(await cards.claim(space, greta, link)).toMatchObject({ ok: false, code: 'not_found' });
  });

  test('is offered to whoever signs in on the same device, unless they have one', async () => {
    const guest = await guestWithCard('Hanno');
    const [without, owner] = [await account('member', 'Konto'), await withCard('Hat eine')];
    expect(await cards.offerClaim(space, guest, owner)).toBeNull();
    const token = must((await cards.offerClaim(space, guest, without)) ?? undefined);
    expect(await cards.claim(space, owner, token)).toMatchObject({ ok: false, code: 'limit' });
    clock.advance(2 * 3_600_000);
    expect(await cards.claimable(space, without, token), 'after an hour').toBeNull();
  });

  test.each(['', 'x', 'https://example.org/link/', '../'.repeat(500)])(
    'a link like %j leads nowhere',
    async (link) => {
      expect(await cards.claim(space, await account('member'), link)).toMatchObject({ code: 'not_found' });
    }
  );
});
