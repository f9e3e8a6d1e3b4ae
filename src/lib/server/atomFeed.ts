import { Feed } from 'feed';
import type { NewsPost } from '$lib/domain/news';
import { escaped, proseHtml } from './proseHtml';

export interface FeedOf {
  /** Address of the page, and of the feed itself: the feed's name for good. */
  url: string;
  feedUrl: string;
  title: string;
  /** Language of the words that are not people's own. */
  language: string;
  /** The newest first. */
  posts: readonly NewsPost[];
  /** When there was nothing to say yet. */
  since: Date;
}

/** Posts as an Atom feed (RFC 4287). Says nothing of who wrote them: the AG did. */
export function atomFeed({ url, feedUrl, title, language, posts, since }: FeedOf): string {
  const changed = posts.map(({ publishedAt, editedAt }) => editedAt ?? publishedAt);
  const feed = new Feed({
    id: feedUrl,
    title,
    link: url,
    language,
    generator: 'Auftakt',
    author: { name: title },
    feedLinks: { atom: feedUrl },
    updated: new Date(Math.max(since.getTime(), ...changed))
  });
  for (const post of posts) {
    feed.addItem({
      id: `urn:uuid:${post.id}`,
      // The writer says that titles are HTML.
      title: escaped(post.title),
      link: `${url}/news#${post.id}`,
      date: new Date(post.editedAt ?? post.publishedAt),
      published: new Date(post.publishedAt),
      content: proseHtml(post.body)
    });
  }
  return feed.atom1();
}
