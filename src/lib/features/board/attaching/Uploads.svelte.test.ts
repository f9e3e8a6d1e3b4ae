import { beforeEach, describe, expect, it } from 'vitest';
import type { FileAttachment } from '$lib/domain/records';
import type { UploadAnswer } from '$lib/protocol/files';
import { Uploads, type UploadPorts } from './Uploads.svelte';

const image = (fileId: string): FileAttachment => ({ type: 'image', fileId, width: 1, height: 1, alt: '' });
const file = (name: string, bytes = 10) => new File([new Uint8Array(bytes)], name);
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** What was asked to be sent, and how to answer it. */
interface Sent {
  name: string;
  signal: AbortSignal;
  onprogress: (part: number) => void;
  answer: (answer: UploadAnswer) => void;
  breakOff: () => void;
}
let sent: Sent[];
let attached: FileAttachment[];
let timers: { ms: number; work: () => void }[];
let uploads: Uploads;

beforeEach(() => {
  [sent, attached, timers] = [[], [], []];
  const ports: UploadPorts = {
    send: ({ name, signal, onprogress }) =>
      new Promise((answer, reject) =>
        sent.push({ name, signal, onprogress, answer, breakOff: () => reject(new Error('broke')) })
      ),
    shrink: (one) => Promise.resolve(one),
    clock: {
      now: () => 0,
      after: (ms, work) => {
        const timer = { ms, work };
        timers.push(timer);
        return () => (timers = timers.filter((one) => one !== timer));
      }
    },
    most: 1000,
    room: () => 5 - attached.length,
    attach: (one) => attached.push(one)
  };
  uploads = new Uploads(ports);
});
const look = () => uploads.list.map(({ name, state, message }) => [name, state, message !== ''] as const);

it('sends one after the other, says how far, and hangs up what arrived', async () => {
  uploads.add([file('a'), file('b')]);
  await turn();
  sent[0]?.onprogress(0.5);
  expect(uploads.list.map(({ state, progress }) => [state, progress])).toEqual([
    ['sending', 0.5],
    ['waiting', 0]
  ]);
  sent[0]?.answer({ ok: true, attachment: image('1') });
  await turn();
  expect([attached, look()]).toEqual([[image('1')], [['b', 'sending', false]]]);
  sent[1]?.answer({ ok: true, attachment: image('2') });
  await turn();
  expect([attached.length, uploads.busy]).toEqual([2, false]);
});

it('takes no more than fit on the note, and says how many it left', () => {
  attached.push(image('x'), image('y'));
  uploads.add(['a', 'b', 'c', 'd', 'e'].map((name) => file(name)));
  expect([uploads.list.length, uploads.tooMany]).toEqual([3, 2]);
});

describe('what goes wrong', () => {
  it('a broken line: it waits, longer each time, and tries again, at once when the line is back', async () => {
    uploads.add([file('a')]);
    await turn();
    sent[0]?.breakOff();
    await turn();
    expect([look(), timers.map(({ ms }) => ms)]).toEqual([[['a', 'waiting', true]], [2000]]);
    timers.pop()?.work();
    await turn();
    sent[1]?.breakOff();
    await turn();
    expect(timers.map(({ ms }) => ms)).toEqual([4000]);
    uploads.retryNow();
    await turn();
    expect([timers, sent.length]).toEqual([[], 3]);
    sent[2]?.answer({ ok: true, attachment: image('1') });
    await turn();
    expect(attached).toHaveLength(1);
  });

  it('a busy server: after the time it says, and not for ever', async () => {
    uploads.add([file('a')]);
    for (let i = 0; i < 6; i += 1) {
      await turn();
      sent[i]?.answer({ ok: false, code: 'rate_limited', message: 'Bitte warten.', retryAfterMs: 3000 });
      await turn();
      expect(timers.map(({ ms }) => ms)).toEqual(i < 5 ? [3000] : []);
      timers.pop()?.work();
    }
    expect(uploads.list).toMatchObject([{ state: 'failed', message: 'Bitte warten.', mayRetry: true }]);
    uploads.retry(uploads.list[0]?.id ?? '');
    await turn();
    expect(look()).toEqual([['a', 'sending', false]]);
  });

  it('a refusal stays with its sentence and holds up no other', async () => {
    uploads.add([file('a'), file('b')]);
    await turn();
    sent[0]?.answer({ ok: false, code: 'invalid', message: 'Kein Bild.' });
    await turn();
    expect(uploads.list).toMatchObject([
      { state: 'failed', message: 'Kein Bild.', mayRetry: false },
      { state: 'sending' }
    ]);
  });

  it('what is too large is not sent at all', async () => {
    uploads.add([file('a', 1001)]);
    await turn();
    expect([look(), sent.length]).toEqual([[['a', 'failed', true]], 0]);
  });

  it('what is cancelled is stopped, and the next begins', async () => {
    uploads.add([file('a'), file('b')]);
    await turn();
    uploads.cancel(uploads.list[0]?.id ?? '');
    expect(sent[0]?.signal.aborted).toBe(true);
    sent[0]?.breakOff();
    await turn();
    expect([look(), sent.map(({ name }) => name)]).toEqual([[['b', 'sending', false]], ['a', 'b']]);
    uploads.cancelAll();
    sent[1]?.answer({ ok: true, attachment: image('late') });
    await turn();
    expect([uploads.list, attached]).toEqual([[], []]);
  });
});
