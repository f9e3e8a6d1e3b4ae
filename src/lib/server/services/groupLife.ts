import type { Material } from '$lib/domain/materials';
import type { Meeting } from '$lib/domain/meetings';
import type { NewsPost } from '$lib/domain/news';
import { TIME_ZONE } from '$lib/i18n/dates';
import { wallClock } from '$lib/util/zonedTime';
import type { ServiceContext } from './context';
import type { GroupBoardPage, GroupBoards } from './groupBoards';
import { standingIn } from './groupStanding';
import type { MaterialsService } from './materials';
import type { MeetingsService } from './meetings';
import type { NewsService } from './news';
import type { TasksPage, TasksService } from './tasks';
import type { WorkingGroupsService } from './workingGroups';

export interface GroupLifeParts {
  meetings: MeetingsService;
  news: NewsService;
  materials: MaterialsService;
  tasks: TasksService;
  groupBoards: GroupBoards;
}

/** What goes on in an AG, as its page shows it to one viewer. */
export interface GroupLifePage {
  coordinates: boolean;
  meetings: Meeting[];
  /** The newest of them. */
  posts: NewsPost[];
  morePosts: boolean;
  /** The AG is for everybody, so there is a feed. */
  feed: boolean;
  materials: Material[];
  /** Null: not for this viewer. */
  tasks: TasksPage | null;
  board: GroupBoardPage | null;
  /** ms since 1970, and its day (`2026-03-09`). */
  now: number;
  today: string;
}

/** Posts on the page itself; all are on a page of their own. */
const NEWS_SHOWN = 5;

/** All parts of an AG's life at once: who the viewer is in it is asked once. */
export class GroupLife {
  readonly #context: Pick<ServiceContext, 'db' | 'clock'>;
  readonly #groups: WorkingGroupsService;
  readonly #parts: GroupLifeParts;

  constructor(
    context: Pick<ServiceContext, 'db' | 'clock'>,
    groups: WorkingGroupsService,
    parts: GroupLifeParts
  ) {
    this.#context = context;
    this.#groups = groups;
    this.#parts = parts;
  }

  /** Null: no such AG, or none for this viewer. */
  async page(person: { id: string } | null, groupId: string): Promise<GroupLifePage | null> {
    const standing = await standingIn(this.#context, this.#groups, person, groupId);
    if (!standing) return null;
    const parts = this.#parts;
    const [posts, meetings, materials, tasks, board] = await Promise.all([
      parts.news.shownTo(standing, NEWS_SHOWN + 1),
      parts.meetings.shownTo(standing),
      parts.materials.shownTo(standing),
      parts.tasks.shownTo(standing),
      parts.groupBoards.shownTo(standing)
    ]);
    const now = this.#context.clock.now();
    return {
      coordinates: standing.coordinates,
      meetings,
      posts: posts.slice(0, NEWS_SHOWN),
      morePosts: posts.length > NEWS_SHOWN,
      feed: standing.group.audience === 'public',
      materials,
      tasks,
      board,
      now,
      today: wallClock(now, TIME_ZONE).date
    };
  }
}
