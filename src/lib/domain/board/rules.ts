/** The rules of a board as the server knows them: whole. */
import type { RoomRules } from '../rules.ts';
import { decide } from './decide.ts';
import { decideModerated } from './moderation/index.ts';
import { boardAudience, boardOwners, projectBoard } from './project.ts';
import { currentAnonymous } from './rights.ts';

export const boardRules: RoomRules = {
  decide: (view, actor, command, now) => decide(view, actor, command, now, decideModerated),
  project: projectBoard,
  audienceKey: boardAudience,
  ownersOf: boardOwners,
  // A name beside a note that is just being written would be the name under it.
  namesWriters: (view) => !currentAnonymous(view)
};
