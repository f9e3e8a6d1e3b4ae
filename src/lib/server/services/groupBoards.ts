import { LIMITS } from '$lib/domain/limits';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { Refusal } from '$lib/protocol/rooms';
import type { Person } from '$lib/server/auth/sessions';
import * as repository from '$lib/server/repositories/groupBoards';
import type { ServiceContext } from './context';
import { standingIn, type Standing } from './groupStanding';
import { refuse } from './refuse';
import type { WorkingGroupsService } from './workingGroups';
import { freeCode, insertWithBoard } from './workshops';

export interface GroupBoardPage {
  exists: boolean;
  /** They may make it. */
  makes: boolean;
}

/** The board that an AG works on: a standalone one, made for it, which those who work in it enter from its page. */
export class GroupBoards {
  readonly #context: Pick<ServiceContext, 'db' | 'clock' | 'rooms'>;
  readonly #groups: WorkingGroupsService;

  constructor(context: Pick<ServiceContext, 'db' | 'clock' | 'rooms'>, groups: WorkingGroupsService) {
    this.#context = context;
    this.#groups = groups;
  }

  /** Whether there is one, for those who may go there or make it; null: nothing for this viewer. */
  async page(person: { id: string } | null, groupId: string): Promise<GroupBoardPage | null> {
    const standing = await standingIn(this.#context, this.#groups, person, groupId);
    return standing && this.shownTo(standing);
  }

  /** As {@link page}, for whoever's standing is known. */
  async shownTo({ group, works, coordinates }: Standing): Promise<GroupBoardPage | null> {
    if (!works) return null;
    const exists = (await repository.boardOf(this.#context.db, group.id)) !== null;
    return { exists, makes: coordinates };
  }

  /** Makes it; where there is one already, it stays. Coordination only. */
  async make(person: Person, groupId: string): Promise<{ ok: true } | Refusal> {
    const group = await this.#groups.coordinated(person, groupId);
    if (!group) return refuse('forbidden');
    const { db, clock } = this.#context;
    await db.transaction().execute(async (tx) => {
      // Two who press the button at once make one.
      await repository.lockGroup(tx, groupId);
      if (await repository.boardOf(tx, groupId)) return;
      const title = m.group_board_title({ number: group.number, title: group.title });
      const workshop = await insertWithBoard(
        tx,
        {
          spaceId: group.spaceId,
          title: title.slice(0, LIMITS.workshopTitle),
          startsAt: null,
          place: '',
          template: 'board',
          code: await freeCode(tx),
          expected: null,
          question: '',
          groups: 0,
          sees: 'all'
        },
        person.id,
        clock.now()
      );
      await repository.insertBoard(tx, groupId, workshop.id);
    });
    return { ok: true };
  }

  /** Takes somebody who works in the AG in, under the name they have in it; the path of the board. */
  async enter(person: Person, groupId: string): Promise<{ ok: true; path: string } | Refusal> {
    const standing = await standingIn(this.#context, this.#groups, person, groupId);
    if (!standing?.works) return refuse('forbidden');
    const board = await repository.boardOf(this.#context.db, groupId);
    if (!board) return refuse('not_found');
    const path = `/w/${board.workshopId}`;
    const { rooms } = this.#context;
    const known = await rooms.actor(board.roomId, person);
    if (known.ok) return { ok: true, path };
    const own = await this.#groups.ownPart(person, groupId);
    const joined = await rooms.join(board.roomId, {
      personId: person.id,
      name: own.name ?? person.name,
      organisation: person.organisation,
      role: 'participant',
      groupId: null
    });
    return joined.ok ? { ok: true, path } : joined;
  }
}
