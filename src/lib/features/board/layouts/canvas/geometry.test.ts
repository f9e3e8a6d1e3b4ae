import { describe, expect, test } from 'vitest';
import {
  areaRound,
  holds,
  centreOf,
  layOut,
  nextOnTheWay,
  overlap,
  untangled,
  viewOf,
  type Box
} from './geometry';

const note = (
  id: string,
  topicId: string | null = null,
  x: number | null = null,
  y: number | null = null
) => ({
  id,
  topicId,
  x,
  y
});
const many = (count: number, topicId: string | null = null) =>
  Array.from({ length: count }, (_, n) => note(`${topicId ?? 'loose'}${n}`, topicId));
const heightOf = (id: string) => 120 + (id.length % 3) * 40;

function expectApart(boxes: ReadonlyMap<string, Box>) {
  const all = [...boxes];
  const covered = all.flatMap(([id, box], n) =>
    all.slice(n + 1).flatMap(([other, its]) => (overlap(box, its) ? [`${id}/${other}`] : []))
  );
  expect(covered).toEqual([]);
}

describe('layOut', () => {
  test('what nobody put anywhere gets a free place, inside the area of its topic', () => {
    const notes = [...many(30), ...many(7, 'a'), ...many(3, 'b')];
    const { notes: boxes, areas } = layOut(
      notes,
      [
        { id: 'a', area: null },
        { id: 'b', area: null }
      ],
      heightOf
    );
    expect(boxes.size).toBe(40);
    expectApart(boxes);
    expectApart(areas);
    for (const { id, topicId } of notes) {
      const box = boxes.get(id);
      const inside = [...areas].filter(([, area]) => box && holds(area, centreOf(box))).map(([key]) => key);
      expect(inside).toEqual(topicId === null ? [] : [topicId]);
    }
  });

  test('what was put somewhere lies there, and what is new keeps clear of it', () => {
    const notes = [note('put', null, 100, 60), ...many(20)];
    const { notes: boxes } = layOut(notes, [], heightOf);
    expect(boxes.get('put')).toMatchObject({ x: 100, y: 60 });
    expectApart(boxes);
  });

  test('taking one out moves no other', () => {
    const before = layOut(many(12), [], heightOf).notes;
    const after = layOut([note('loose0', null, 5000, 5000), ...many(12).slice(1)], [], heightOf).notes;
    for (const { id } of many(12).slice(1)) expect(after.get(id)).toEqual(before.get(id));
  });

  test('who may not place areas still puts notes where they like inside them', () => {
    const notes = [note('put', 'a', 250, 130), ...many(4, 'a')];
    const { notes: boxes } = layOut(notes, [{ id: 'a', area: null }], heightOf);
    expect(boxes.get('put')).toMatchObject({ x: 250, y: 130 });
    expectApart(boxes);
  });

  test('an area grows with its notes; who lies in it without belonging to it goes to the loose ones', () => {
    const area = { x: 0, y: 0, width: 300, height: 200 };
    const { notes: boxes, areas } = layOut(
      [...many(5, 'a'), note('stranger', null, 40, 60), note('member', 'a', 2000, 2000)],
      [{ id: 'a', area }],
      heightOf
    );
    const grown = areas.get('a');
    const within = (id: string) => {
      const box = boxes.get(id);
      return grown && box ? holds(grown, centreOf(box)) : null;
    };
    expect(grown?.height).toBeGreaterThan(700);
    expect([within('stranger'), within('member')]).toEqual([false, true]);
    expectApart(boxes);
  });
});

test('notes that cover each other are laid apart, the others stay', () => {
  const box = (x: number, y: number) => ({ x, y, width: 212, height: 150 });
  const boxes = new Map([
    ['a', box(0, 0)],
    ['b', box(30, 40)],
    ['c', box(60, 20)],
    ['d', box(900, 0)]
  ]);
  const moved = untangled(boxes);
  expect([...moved.keys()].sort()).toEqual(['b', 'c']);
  expectApart(new Map([...boxes, ...moved]));
});

test('the arrow keys go to the next note on the way, rather straight ahead than aside', () => {
  const box = (x: number, y: number) => ({ x, y, width: 100, height: 100 });
  const boxes = new Map([
    ['a', box(0, 0)],
    ['b', box(300, 0)],
    ['c', box(150, 200)],
    ['d', box(0, 300)]
  ]);
  expect(nextOnTheWay(boxes, 'a', 'right')).toBe('b');
  expect(nextOnTheWay(boxes, 'a', 'down')).toBe('d');
  expect(nextOnTheWay(boxes, 'a', 'up')).toBeNull();
  expect(nextOnTheWay(boxes, 'd', 'up')).toBe('a');
});

test('an area is made round notes, with room for its headline', () => {
  const area = areaRound([{ x: 100, y: 100, width: 212, height: 150 }]);
  expect(area && holds(area, { x: 100, y: 80 })).toBe(true);
  expect(areaRound([])).toBeNull();
});

test('a view shows the whole box beside the tools, never larger than it is', () => {
  const box = { x: -100, y: 50, width: 2000, height: 900 };
  const plane = { width: 1000, height: 600 };
  const { x, y, zoom } = viewOf(box, plane);
  const [left, top] = [box.x * zoom + x, box.y * zoom + y];
  expect(left).toBeGreaterThanOrEqual(72);
  expect(top).toBeGreaterThanOrEqual(32);
  expect(left + box.width * zoom).toBeLessThanOrEqual(plane.width);
  expect(top + box.height * zoom).toBeLessThanOrEqual(plane.height);
  expect(viewOf({ x: 0, y: 0, width: 100, height: 100 }, plane).zoom).toBe(1);
});
