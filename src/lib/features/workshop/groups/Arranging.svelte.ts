import { tick } from 'svelte';
import type { BoardSession } from '$lib/client/BoardSession.svelte';
import type { Unsent } from '$lib/domain/commands';
import type { GroupRecord, ParticipantRecord } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';
import { toasts } from '$lib/ui/toasts.svelte';
import { dealt, movesOf, type DealMode, type Places } from './dealing';

/** What a facilitator does on the page of the groups: deals, moves people, changes groups. Nothing of a preview is sent. */
export class Arranging {
  readonly session: BoardSession;
  /** Where everybody would go; null: one looks at how it is. */
  preview = $state.raw<Places | null>(null);
  mode = $state<DealMode>('organisations');
  /** Whoever writes down the results stays in the group. */
  takersStay = $state(true);
  /** Also those who are not here now get a place. */
  withAway = $state(true);
  /** Spoken. */
  said = $state('');
  /** The group that a dragged name is over; null: the list of those without a group; undefined: nowhere. */
  over = $state.raw<string | null | undefined>(undefined);
  /** The chip that a keyboard stands on. */
  currentId = $state<string | null>(null);

  constructor(session: BoardSession) {
    this.session = session;
  }

  /** Those who are dealt into groups, by name. */
  readonly people: readonly ParticipantRecord[] = $derived.by(() =>
    this.session.participants.filter(({ role }) => role === 'participant')
  );
  readonly #presentIds = $derived.by(() => new Set(this.session.presence.people.map(({ id }) => id)));
  /** In a very full hall not everybody who is here is named. */
  readonly everybodyNamed: boolean = $derived.by(
    () => this.session.presence.count <= this.session.presence.people.length
  );
  readonly #byGroup = $derived.by(() => Map.groupBy(this.people, (person) => this.groupOf(person)));
  readonly moves = $derived.by(() => (this.preview ? movesOf(this.#dealt, this.preview) : []));
  readonly #dealt = $derived.by(() =>
    this.people.map((person) => ({
      ...person,
      stays:
        (this.takersStay && this.session.groups.some(({ noteTakerId }) => noteTakerId === person.id)) ||
        (!this.withAway && this.isAway(person))
    }))
  );

  isAway(person: ParticipantRecord): boolean {
    return this.everybodyNamed && !this.#presentIds.has(person.id);
  }

  /** Where somebody is, or would be. A group that is gone is none. */
  groupOf({ id, groupId }: ParticipantRecord): string | null {
    const place = this.preview?.get(id);
    const there = place === undefined ? groupId : place;
    return this.session.groups.some((group) => group.id === there) ? there : null;
  }

  /** By name. Null: those without a group. */
  membersOf(groupId: string | null): readonly ParticipantRecord[] {
    return this.#byGroup.get(groupId) ?? [];
  }

  isFull({ id, limit }: GroupRecord): boolean {
    return limit !== null && this.membersOf(id).length >= limit;
  }

  isMoved({ id, groupId }: ParticipantRecord): boolean {
    const place = this.preview?.get(id);
    return place !== undefined && place !== groupId;
  }

  // ---- dealing ----

  /** Shows another way to share everybody out; nobody notices anything yet. */
  deal(mode: DealMode = this.mode): void {
    this.mode = mode;
    const people = this.#dealt.filter((person) => this.withAway || person.groupId !== null || !person.stays);
    this.preview = dealt(people, this.session.groups, mode, Math.random);
    this.say(m.groups_preview_said({ count: this.moves.length }));
  }

  discard(): void {
    this.preview = null;
  }

  apply(): void {
    const { moves } = this;
    this.preview = null;
    if (moves.length > 0)
      this.step([{ type: 'group.deal', places: moves }], m.groups_dealt({ count: moves.length }));
  }

  // ---- people ----

  move(person: ParticipantRecord, groupId: string | null): void {
    if (this.groupOf(person) === groupId) return;
    const group = this.session.groups.find(({ id }) => id === groupId);
    if (group && this.isFull(group)) {
      toasts.add({ text: m.groups_full({ name: group.name }) });
      return;
    }
    if (this.preview) this.preview = new Map(this.preview).set(person.id, groupId);
    else {
      const assign = { type: 'participant.assign', participantId: person.id, groupId } as const;
      this.session.steps.do([assign]);
    }
    const count = this.membersOf(groupId).length;
    this.say(
      group
        ? m.groups_moved({ name: person.name, group: group.name, size: sizeLabel(group, count) })
        : m.groups_moved_out({ name: person.name })
    );
    void this.#focus(person.id);
  }

  /** The chip is another one now: whoever moved it by keyboard stays on it. */
  async #focus(personId: string): Promise<void> {
    this.currentId = personId;
    await tick();
    // Later than the menu, which gives the focus back to where it came from.
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-person="${CSS.escape(personId)}"]`)?.focus()
    );
  }

  // ---- groups ----

  /** Sends what belongs together, says it, and offers to take just this back. */
  step(commands: readonly Unsent[], text: string): void {
    const id = this.session.steps.do(commands);
    this.say(text);
    toasts.add({
      text,
      ...(id !== null && { action: { label: m.ui_undo(), run: () => this.session.steps.undo(id) } })
    });
  }

  /** The number of places of all groups; null: no limit, or not all the same. */
  readonly places: number | null = $derived.by(() => {
    const [first, ...rest] = this.session.groups.map(({ limit }) => limit);
    return first !== undefined && rest.every((limit) => limit === first) ? first : null;
  });

  /** @param places null: no limit */
  setPlaces(places: number | null): void {
    const changed = this.session.groups.filter(({ limit }) => limit !== places);
    this.session.steps.do(changed.map(({ id }) => ({ type: 'group.edit', groupId: id, limit: places })));
    this.say(places === null ? m.groups_places_any_said() : m.groups_places_said({ count: places }));
  }

  /** What a first limit would be: room for everybody. */
  get usualPlaces(): number {
    return Math.max(1, Math.ceil(this.people.length / Math.max(1, this.session.groups.length)));
  }

  say(text: string): void {
    this.said = text;
  }
}

/** "7 von 8", "8 von 8, voll", or "7 Personen" where places are not counted. */
export function sizeLabel({ limit }: GroupRecord, count: number): string {
  if (limit === null) return m.groups_people({ count });
  return count >= limit ? m.groups_size_full({ count, limit }) : m.groups_size({ count, limit });
}
