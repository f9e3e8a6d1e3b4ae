import { expect, it } from 'vitest';
import type { AgendaInput } from '$lib/server/services/workshops';
import { agendaInput, withItem } from './agendaForm';

it('reads materials one a line, with or without a label', () => {
  const form = new FormData();
  form.set('title', 'Ankommen');
  form.set(
    'links',
    'Projektidee | https://example.org/idee\n\n https://example.org/x|y \nhttps://example.org/z'
  );
  form.append('file', 'f1 Plan für alle.pdf');
  expect(agendaInput(form)).toEqual({
    starts: '',
    title: 'Ankommen',
    body: '',
    links: [
      { label: 'Projektidee', url: 'https://example.org/idee' },
      { label: 'https://example.org/x', url: 'y' },
      { label: 'https://example.org/z', url: 'https://example.org/z' }
    ],
    files: [{ fileId: 'f1', name: 'Plan für alle.pdf' }]
  });
});

it('sorts by time and replaces the point with the same id', () => {
  const items: AgendaInput[] = [
    { id: 'a', title: 'A', starts: '17:00' },
    { id: 'b', title: 'B', starts: '18:00' },
    { id: 'c', title: 'C', starts: '' }
  ];
  expect(withItem(items, { id: 'a', title: 'A', starts: '19:00' }).map((item) => item.id)).toEqual([
    'b',
    'a',
    'c'
  ]);
  expect(withItem(items, { title: 'D', starts: '17:30' }).map((item) => item.starts)).toEqual([
    '17:00',
    '17:30',
    '18:00',
    ''
  ]);
});
