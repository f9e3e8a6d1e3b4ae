import { Agent } from 'node:http';
import { spreadOf } from '../stats.ts';
import { decoded, get, roomOf, type Answer } from './http.ts';
import { makeLine, type Line } from './lines.ts';
import type { Tasks } from './tasks.ts';
import { GIVE_UP, inTime, TryAgain, untilDone } from './tryAgain.ts';

/**
 * In life each person's own phone unpacks the snapshot. Here one process stands for all: it unpacks a sample while the
 * others come in, and after the clock has stopped every one, so that none is taken for whole that is not.
 */
const SAMPLE = 50;

export async function join({ url, room, notes }: Tasks['join']['asked']): Promise<Tasks['join']['told']> {
  const agent = new Agent({ keepAlive: false });
  const snapshotUrl = new URL(`/api/rooms/${room.room}?as=packed`, url).href;
  const lines: Line[] = [];
  const answers: Answer[] = [];
  const snapshotTimes: number[] = [];
  let clock: Promise<number> | undefined;
  let setbacks = 0;
  const setback = () => (setbacks += 1);
  const check = async (answer: Answer) => roomOf(await decoded(answer), notes);
  try {
    const begin = performance.now();
    const comeIn = async (cookie: string, person: number) => {
      const answer = await untilDone(() => get(snapshotUrl, cookie, agent), setback);
      snapshotTimes.push(performance.now() - begin);
      answers.push(answer);
      // The first one's clock serves all: unpacking a thousand takes this one process longer than the server needs.
      clock ??= check(answer).then(({ seq }) => seq);
      if (person % SAMPLE === 0) await check(answer);
      const line = makeLine('ours', { url, room: room.room, cookie, seen: () => undefined }, await clock);
      lines.push(line);
      await line.open();
    };
    const outcomes = await Promise.allSettled(
      room.cookies.map((cookie, person) => inTime(GIVE_UP, comeIn(cookie, person)))
    );
    const outside = countOutside(outcomes);
    const seconds = outside > 0 ? Infinity : (performance.now() - begin) / 1000;
    // Who is here is told to all who came before: wait for the last such frame, it is part of the price.
    const socketBytes = await quietBytes(lines);
    for (const answer of answers) await check(answer);
    return {
      seconds,
      outside,
      httpBytes: answers.reduce((sum, { wireBytes }) => sum + wireBytes, 0),
      socketBytes,
      setbacks: setbacks + lines.reduce((sum, line) => sum + line.setbacks, 0),
      snapshots: spreadOf(snapshotTimes)
    };
  } finally {
    for (const line of lines) line.close();
    agent.destroy();
  }
}

/** How many gave up. @throws what went wrong in any other way */
function countOutside(outcomes: readonly PromiseSettledResult<unknown>[]): number {
  const failures = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  const broken = failures.find((reason) => !(reason instanceof TryAgain));
  if (broken !== undefined) throw broken;
  return failures.length;
}

/** All bytes that came over the sockets, once nothing has come for a second. */
async function quietBytes(lines: readonly Line[]): Promise<number> {
  const total = () => lines.reduce((sum, line) => sum + line.bytesRead, 0);
  for (let known = -1, end = performance.now() + 30_000; performance.now() < end;) {
    const now = total();
    if (now === known) return now;
    known = now;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new Error('the sockets did not become quiet within 30 s');
}

export async function fetchAtOnce({
  url,
  cookies
}: Tasks['fetchAtOnce']['asked']): Promise<Tasks['fetchAtOnce']['told']> {
  const agent = new Agent({ keepAlive: false });
  try {
    const begin = performance.now();
    let setbacks = 0;
    const fetch = (cookie: string) =>
      untilDone(
        () => get(url, cookie, agent),
        () => (setbacks += 1)
      );
    const outcomes = await Promise.allSettled(cookies.map((cookie) => inTime(GIVE_UP, fetch(cookie))));
    const outside = countOutside(outcomes);
    const ms = outside > 0 ? Infinity : performance.now() - begin;
    const answers = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    return { ms, outside, wireBytes: answers.reduce((sum, { wireBytes }) => sum + wireBytes, 0), setbacks };
  } finally {
    agent.destroy();
  }
}
