import { expect, it } from 'vitest';
import { Gathering, type Drawing } from './Gathering';

/** A browser whose page is drawn when the test says so. */
class Page implements Drawing {
  time = 1000;
  #next = 1;
  readonly frames = new Map<number, () => void>();
  readonly timers = new Map<number, { run: () => void; at: number }>();

  requestAnimationFrame = (run: () => void): number => {
    this.frames.set(this.#next, run);
    return this.#next++;
  };
  cancelAnimationFrame = (id: number): void => void this.frames.delete(id);
  setTimeout = (run: () => void, ms = 0) => {
    this.timers.set(this.#next, { run, at: this.time + ms });
    return this.#next++ as unknown as ReturnType<typeof setTimeout>;
  };
  clearTimeout = (id: ReturnType<typeof setTimeout>): void => void this.timers.delete(Number(id));
  now = (): number => this.time;

  draw(): void {
    const frames = [...this.frames.values()];
    this.frames.clear();
    for (const run of frames) run();
  }
  pass(ms: number): void {
    this.time += ms;
    for (const [id, { run, at }] of [...this.timers]) {
      if (at > this.time || !this.timers.delete(id)) continue;
      run();
    }
  }
}

function gathering(takes = 0) {
  const page = new Page();
  const shown: string[][] = [];
  const changes = new Gathering<string>((all) => {
    shown.push([...all]);
    page.time += takes;
  }, page);
  return { page, shown, changes };
}

it('shows what came within a frame once, and nothing twice', () => {
  const { page, shown, changes } = gathering();
  changes.add(['note']);
  changes.add(['note', 'topic']);
  expect(shown).toEqual([]);
  page.draw();
  expect(shown).toEqual([['note', 'topic']]);
  page.pass(1000);
  page.draw();
  expect(shown).toHaveLength(1);
});

it('what the person does shows at once, with what lay there', () => {
  const { page, shown, changes } = gathering();
  changes.add(['note']);
  changes.now();
  expect(shown).toEqual([['note']]);
  page.draw();
  page.pass(1000);
  expect(shown).toHaveLength(1);
});

it('shows without a frame on a page that nobody looks at', () => {
  const { page, shown, changes } = gathering();
  changes.add(['note']);
  page.pass(250);
  expect(shown).toEqual([['note']]);
});

it('a device that needs 80 ms to draw is left alone for 80 ms', () => {
  const { page, shown, changes } = gathering(80);
  changes.add(['note']);
  page.draw();
  changes.add(['topic']);
  page.draw();
  expect(shown).toHaveLength(1);
  page.pass(0);
  page.pass(79);
  page.draw();
  expect(shown).toHaveLength(1);
  page.pass(1);
  expect(shown).toEqual([['note'], ['topic']]);
});

it('is never put off for more than half a second', () => {
  const { page, shown, changes } = gathering(5000);
  changes.add(['note']);
  page.draw();
  page.pass(0);
  changes.add(['topic']);
  page.pass(500);
  expect(shown).toEqual([['note'], ['topic']]);
});

it('goes on after a rest as fast as it began', () => {
  const { page, shown, changes } = gathering(80);
  changes.add(['note']);
  page.draw();
  page.pass(0);
  page.pass(1000);
  changes.add(['topic']);
  page.draw();
  expect(shown).toHaveLength(2);
});

it('shows at once where nothing is drawn', () => {
  const shown: string[][] = [];
  const changes = new Gathering<string>((all) => shown.push([...all]), null);
  changes.add(['note']);
  expect(shown).toEqual([['note']]);
});

it('shows nothing by itself once it is stopped', () => {
  const { page, shown, changes } = gathering();
  changes.add(['note']);
  changes.stop();
  page.draw();
  page.pass(1000);
  expect(shown).toEqual([]);
});
