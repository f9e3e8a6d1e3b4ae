import * as v from 'valibot';
import { LIMITS } from '$lib/domain/limits';
import type { NewsPost } from '$lib/domain/news';
import { m } from '$lib/i18n/paraglide/messages.js';
import { getLocale } from '$lib/i18n/paraglide/runtime.js';
import type { Refusal } from '$lib/protocol/rooms';
import { nameUpTo, textUpTo, uuid } from '$lib/protocol/text';
import type { Person } from '$lib/server/auth/sessions';
import { atomFeed } from '$lib/server/atomFeed';
import * as repository from '$lib/server/repositories/news';
import type { ServiceContext } from './context';
import { refuseField, refuseForm } from './formRefusal';
import { standingIn, type Standing } from './groupStanding';
import type { Mailings } from './mailings';
import { refuse } from './refuse';
import type { FormRefusal, WorkingGroupsService } from './workingGroups';

/** A post as its form sends it. */
export interface NewsForm {
  /** Made with the form of a new one: the same form sent twice is one post. */
  id: unknown;
  title: unknown;
  body: unknown;
  public: boolean;
  /** Everybody signed up who takes mails gets it as one. */
  tell: boolean;
}
type Refused = FormRefusal<'title' | 'body'>;

const FEED_POSTS = 30;

/** What an AG has to say: on its page, as a feed of what is for everybody, and by mail to those who want it. */
export class NewsService {
  readonly #context: Pick<ServiceContext, 'db' | 'clock' | 'config'>;
  readonly #groups: WorkingGroupsService;
  readonly #mailings: Mailings;

  constructor(
    context: Pick<ServiceContext, 'db' | 'clock' | 'config'>,
    groups: WorkingGroupsService,
    mailings: Mailings
  ) {
    this.#context = context;
    this.#groups = groups;
    this.#mailings = mailings;
  }

  /** What this viewer may read, the newest first; null: no such AG, or none for them. */
  async page(person: { id: string } | null, groupId: string): Promise<NewsPage | null> {
    const standing = await standingIn(this.#context, this.#groups, person, groupId);
    if (!standing) return null;
    const { coordinates, group } = standing;
    const posts = await this.shownTo(standing, LIMITS.newsPerGroup);
    return { group: { id: group.id, number: group.number, title: group.title }, posts, coordinates };
  }

  /** As {@link page}, for whoever's standing is known: the newest of it. */
  shownTo({ group, inside }: Standing, limit: number): Promise<NewsPost[]> {
    return repository.newsOf(this.#context.db, group.id, { publicOnly: !inside, limit });
  }

  /** One as its form shows it, or nothing for an empty form (`id` is null); for the coordination only. */
  async forForm(
    person: Person,
    groupId: string,
    id: string | null
  ): Promise<{ ok: true; group: { id: string; number: number }; post: NewsPost | null } | Refusal> {
    const found = await this.#groups.coordinated(person, groupId);
    if (!found) return refuse('forbidden');
    const group = { id: found.id, number: found.number };
    if (id === null) return { ok: true, group, post: null };
    const post = v.is(uuid, id) ? await repository.findNews(this.#context.db, groupId, id) : null;
    return post ? { ok: true, group, post } : refuse('not_found');
  }

  /** Coordination only. */
  async publish(person: Person, groupId: string, form: NewsForm): Promise<{ ok: true } | Refused> {
    const { db, clock } = this.#context;
    if (!(await this.#groups.coordinated(person, groupId))) return refuseForm('forbidden');
    const id = v.safeParse(uuid, form.id);
    if (!id.success) return refuseForm('invalid');
    const content = readForm(form);
    if (!content.ok) return content;
    if ((await repository.countNews(db, groupId)) >= LIMITS.newsPerGroup) return refuseForm('limit');
    const isNew = await repository.insertNews(db, {
      ...content.post,
      id: id.output,
      workingGroupId: groupId,
      authorId: person.id,
      publishedAt: new Date(clock.now())
    });
    if (isNew && form.tell) await this.#tell(person, groupId, id.output, content.post);
    return { ok: true };
  }

  /** Coordination only. Whoever has it by mail keeps what the mail said. */
  async edit(person: Person, groupId: string, id: string, form: NewsForm): Promise<{ ok: true } | Refused> {
    const found = await this.forForm(person, groupId, id);
    if (!found.ok) return { ...found, field: null };
    const content = readForm(form);
    if (!content.ok) return content;
    const { db, clock } = this.#context;
    await repository.updateNews(db, id, content.post, new Date(clock.now()));
    if (form.tell) await this.#tell(person, groupId, id, content.post);
    return { ok: true };
  }

  /** Coordination only. */
  async remove(person: Person, groupId: string, id: string): Promise<{ ok: true } | Refusal> {
    const found = await this.forForm(person, groupId, id);
    if (!found.ok) return found;
    await repository.deleteNews(this.#context.db, groupId, id);
    return { ok: true };
  }

  /** The feed of what is for everybody, of an AG that is; null: there is none. */
  async feed(groupId: string): Promise<string | null> {
    const standing = await standingIn(this.#context, this.#groups, null, groupId);
    if (!standing) return null;
    const { number, title, createdAt } = standing.group;
    const url = `${this.#context.config.origin}/ags/${groupId}`;
    return atomFeed({
      url,
      feedUrl: `${url}/feed.atom`,
      title: m.ag_page_title({ number, title }),
      language: getLocale(),
      posts: await repository.newsOf(this.#context.db, groupId, { publicOnly: true, limit: FEED_POSTS }),
      since: createdAt
    });
  }

  /** Once for a post, however often it is changed: a mailing has its id. */
  async #tell(
    person: Person,
    groupId: string,
    id: string,
    { title, body }: repository.NewsContent
  ): Promise<void> {
    if (!this.#mailings.available) return;
    // Also where nobody can be reached: that is no reason to refuse the post.
    await this.#mailings.send(person, groupId, {
      id,
      subject: title,
      body: [m.mail_greeting(), body || title].join('\n\n'),
      active: true,
      informed: true,
      chosen: null,
      answersToMe: false
    });
  }
}

export interface NewsPage {
  group: { id: string; number: number; title: string };
  posts: NewsPost[];
  coordinates: boolean;
}

function readForm(form: NewsForm): { ok: true; post: repository.NewsContent } | Refused {
  const title = v.safeParse(nameUpTo(LIMITS.newsTitle), form.title);
  if (!title.success) return refuseField('title', m.news_error_title({ most: LIMITS.newsTitle }));
  const body = v.safeParse(textUpTo(LIMITS.newsBody), form.body ?? '');
  if (!body.success) return refuseField('body', m.life_error_long({ most: LIMITS.newsBody }));
  return { ok: true, post: { title: title.output, body: body.output, public: form.public } };
}
