import { error } from '@sveltejs/kit';
import { requireParticipant } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { PageServerLoad } from './$types';

/**
 * Notes that come with the page. Beyond, drawing the page here and sending its contents twice (as page and as data)
 * costs everybody more than fetching the records packed and shared: 1,000 people may come at once.
 */
const WITH_PAGE = 150;

/** The live workshop. Those who are not in it are sent to the door (/j); see requireParticipant. */
export const load: PageServerLoad = async (event) => {
  const { person, workshop, participant } = await requireParticipant(event, event.params.id);
  const { files, rooms, workingGroups, workshops } = event.locals.app.services;
  const snapshot = await rooms.open(workshop.roomId, person);
  if (!snapshot.ok) error(statusOf(snapshot.code), snapshot.message);
  const notes = snapshot.records.filter(({ type }) => type === 'note').length;
  const board = snapshot.records.find(({ type }) => type === 'board');
  const phaseId = board?.type === 'board' ? board.phaseId : null;
  const phases = snapshot.records.filter((record) => record.type === 'phase');
  return {
    phases,
    /** The phase that runs; null on a plain board. */
    now: phases.find(({ id }) => id === phaseId) ?? null,
    /** How the facilitators show the notes. */
    layout: board?.type === 'board' ? board.layout : 'wall',
    moderates: participant.role === 'facilitator',
    workshop: { id: workshop.id, title: workshop.title, roomId: workshop.roomId },
    /** Null: the board is large; the page fetches it by itself. */
    snapshot: notes > WITH_PAGE ? null : snapshot,
    /** Of the largest file that may be attached; 0: none. */
    uploadBytes: files.most,
    agenda: await workshops.agenda(workshop.id),
    organisation: participant.organisation,
    contact: await workingGroups.contactOf(person, workshop.spaceId),
    directoryRoom: event.locals.space?.directoryRoom ?? null
  };
};
