import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import type { NewsPost } from '$lib/domain/news';
import { atomFeed } from './atomFeed';
import { proseHtml } from './proseHtml';

const post = (more: Partial<NewsPost> = {}): NewsPost => ({
  id: '0f8fad5b-d9cb-469f-a165-70867728950e',
  title: 'Erstes Treffen',
  body: 'Wir treffen uns.',
  public: true,
  publishedAt: Date.UTC(2026, 2, 1, 9),
  editedAt: null,
  ...more
});
const page = {
  url: 'https://auftakt.example/ags/1',
  feedUrl: 'https://auftakt.example/ags/1/feed.atom',
  language: 'de',
  since: new Date('2026-02-01T00:00:00Z')
};
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  isArray: (name) => name === 'entry'
});

function read(title: string, posts: NewsPost[]) {
  const text = atomFeed({ ...page, title, posts });
  expect(XMLValidator.validate(text)).toBe(true);
  return (parser.parse(text) as { feed: Record<string, unknown> & { entry?: Record<string, unknown>[] } })
    .feed;
}

test('a feed has all that RFC 4287 asks for, the newest time as its own', () => {
  const edited = post({ editedAt: Date.UTC(2026, 2, 5, 7, 30) });
  const feed = read('AG 1: Dorf', [edited, post({ id: '7c9e6679-7425-40de-944b-e07fc1f90ae7' })]);
  expect(feed).toMatchObject({
    '@xmlns': 'http://www.w3.org/2005/Atom',
    id: page.feedUrl,
    title: 'AG 1: Dorf',
    updated: '2026-03-05T07:30:00.000Z',
    author: { name: 'AG 1: Dorf' },
    link: [
      { '@rel': 'alternate', '@href': page.url },
      { '@rel': 'self', '@href': page.feedUrl }
    ]
  });
  expect(feed.entry).toMatchObject([
    {
      id: 'urn:uuid:0f8fad5b-d9cb-469f-a165-70867728950e',
      updated: '2026-03-05T07:30:00.000Z',
      published: '2026-03-01T09:00:00.000Z',
      link: { '@href': `${page.url}/news#0f8fad5b-d9cb-469f-a165-70867728950e` }
    },
    { updated: '2026-03-01T09:00:00.000Z' }
  ]);
});

test('what people wrote is text, whatever it looks like', () => {
  const evil = ']]> <script>alert(1)</script> & „Höfe“';
  const feed = read(evil, [post({ title: evil, body: `${evil}\n**fett** https://x.example/?a=1&b=2` })]);
  expect(feed['title']).toBe(evil);
  const [entry] = feed.entry ?? [];
  // Both are HTML to the reader: no element of theirs comes through.
  expect(JSON.stringify(entry)).not.toContain('<script>');
  expect(entry?.['title']).toMatchObject({ '@type': 'html' });
  expect(JSON.stringify(entry?.['content'])).toContain('<strong>fett</strong>');
});

test('before there is anything to say it is an empty feed, as old as the AG', () => {
  const feed = read('AG 1', []);
  expect([feed['updated'], feed.entry]).toEqual(['2026-02-01T00:00:00.000Z', undefined]);
});

test('light markup becomes HTML, and nothing else does', () => {
  expect(proseHtml('Guten Tag\nalle <b>\n\n3. drittens\n- "a"')).toBe(
    '<p>Guten Tag<br/>alle &lt;b&gt;</p>\n<ol><li value="3">drittens</li></ol>\n<ul><li>&quot;a&quot;</li></ul>'
  );
  expect(proseHtml('[Karte](https://x.example/?a="1")')).not.toContain('"1"');
});
