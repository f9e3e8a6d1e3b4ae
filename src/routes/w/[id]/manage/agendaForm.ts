import type { AgendaInput } from '$lib/server/services/workshops';

/**
 * One point of the agenda from its form. Links come one a line, „Label | https://…" or the address alone; files as
 * their id and what they are called there. What they may be is checked by the service.
 */
export function agendaInput(form: FormData): AgendaInput {
  const text = (name: string) => String(form.get(name) ?? '');
  const id = text('id');
  const links = text('links')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const bar = line.indexOf('|');
      const url = line.slice(bar + 1).trim();
      return { label: bar > 0 ? line.slice(0, bar).trim() : url, url };
    });
  return {
    ...(id === '' ? {} : { id }),
    starts: text('starts'),
    title: text('title'),
    body: text('body'),
    links,
    files: form.getAll('file').map((value) => {
      const [fileId = '', ...name] = String(value).split(' ');
      return { fileId, name: name.join(' ') };
    })
  };
}

/** `items` with `item` put in (or in place of the one with its id), by time; points without a time stay last. */
export function withItem<T extends Pick<AgendaInput, 'id' | 'starts'>>(items: readonly T[], item: T): T[] {
  const order = ({ starts }: T): string => (starts === undefined || starts === '' ? '99:99' : starts);
  const others = items.filter((other) => other.id === undefined || other.id !== item.id);
  return [...others, item].sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
}
