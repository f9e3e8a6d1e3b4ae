import { erasePerson } from '$lib/client/erasePerson';
import type { BoardSession } from '$lib/client/BoardSession.svelte';
import type { Unsent } from '$lib/domain/commands';
import type { LeftNotes, NoteKind, ParticipantRecord } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';
import { refusalText } from '$lib/i18n/refusal';
import { toasts } from '$lib/ui/toasts.svelte';
import { newId } from '$lib/util/newId';

/** What a facilitator does to people. Each thing is said, and can be taken back where that is possible. */
export class PeopleDesk {
  readonly session: BoardSession;

  constructor(session: BoardSession) {
    this.session = session;
  }

  assign({ id }: ParticipantRecord, groupId: string | null): void {
    void this.session.send({ type: 'participant.assign', participantId: id, groupId });
  }

  add(name: string, organisation: string, groupId: string | null): void {
    const participantId = newId();
    this.#do(
      { type: 'participant.add', participantId, name, organisation: organisation || null, groupId },
      m.people_did_add({ name })
    );
  }

  rename({ id }: ParticipantRecord, name: string, organisation: string): void {
    this.#do(
      { type: 'participant.edit', participantId: id, name, organisation: organisation || null },
      m.people_did_edit({ name })
    );
  }

  mute({ id, name }: ParticipantRecord, on: boolean): void {
    this.#do(
      { type: 'participant.mute', participantId: id, on },
      on ? m.people_did_mute({ name }) : m.people_did_unmute({ name })
    );
  }

  appoint({ id, name }: ParticipantRecord, on: boolean): void {
    this.#do(
      { type: 'participant.appoint', participantId: id, on },
      on ? m.people_did_appoint({ name }) : m.people_did_dismiss({ name })
    );
  }

  remove({ id, name }: ParticipantRecord, notes: LeftNotes): void {
    this.#do({ type: 'participant.remove', participantId: id, notes }, m.people_did_remove({ name }));
  }

  /** For good: nothing takes it back. */
  async erase({ id, name }: ParticipantRecord): Promise<void> {
    const answer = await erasePerson(this.session.roomId, id);
    toasts.add({
      text: answer.ok ? m.people_did_erase({ name }) : (answer.message ?? refusalText('unavailable'))
    });
  }

  restore({ id, name }: ParticipantRecord): void {
    this.#do({ type: 'participant.restore', participantId: id }, m.people_did_restore({ name }));
  }

  merge(from: ParticipantRecord, into: ParticipantRecord): void {
    this.#do(
      { type: 'participant.merge', participantId: from.id, intoId: into.id },
      m.people_did_merge({ name: into.name })
    );
  }

  /** A note of somebody without a device, in their group. */
  write({ id, name, groupId }: ParticipantRecord, body: string, kind: NoteKind): void {
    this.#do(
      { type: 'note.add', noteId: newId(), body, kind, groupId, forId: id },
      m.people_did_write({ name })
    );
  }

  #do(command: Unsent, text: string): void {
    const { steps } = this.session;
    const step = steps.do([command]);
    toasts.add({
      text,
      ...(step !== null && { action: { label: m.ui_undo(), run: () => void steps.undo(step) } })
    });
  }
}
