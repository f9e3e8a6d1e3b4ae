import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SocketConnection, type AppSocket } from './SocketConnection';

/** As much of a socket as the connection looks at. */
function fakeSocket() {
  const listeners: (() => void)[] = [];
  const state = { bufferedAmount: 0, writeBuffer: [] as { data: string }[], ended: 0 };
  const socket = {
    id: 'socket-1',
    connected: true,
    emit: vi.fn(() => true),
    disconnect: () => (state.ended += 1),
    conn: {
      on: (_event: string, listener: () => void) => listeners.push(listener),
      transport: { socket: state },
      writeBuffer: state.writeBuffer,
      close: () => (state.ended += 1)
    }
  };
  const connection = new SocketConnection(socket as unknown as AppSocket);
  return { connection, state, emit: socket.emit, drain: () => listeners.forEach((listener) => listener()) };
}

describe('a socket that does not read', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('is overloaded beyond one megabyte, wherever it lies', () => {
    const { connection, state } = fakeSocket();
    expect(connection.overloaded()).toBe(false);
    state.bufferedAmount = 900_000;
    expect(connection.overloaded()).toBe(false);
    state.writeBuffer.push({ data: 'x'.repeat(200_000) });
    expect(connection.overloaded()).toBe(true);
  });

  test('is overloaded when something lies for ten seconds', () => {
    const { connection, state } = fakeSocket();
    state.bufferedAmount = 10;
    expect(connection.overloaded()).toBe(false);
    vi.advanceTimersByTime(10_001);
    expect(connection.overloaded()).toBe(true);
  });

  test('a drain begins the ten seconds anew', () => {
    const { connection, state, drain } = fakeSocket();
    state.bufferedAmount = 10;
    connection.overloaded();
    vi.advanceTimersByTime(6000);
    drain();
    expect(connection.overloaded()).toBe(false);
    vi.advanceTimersByTime(6000);
    expect(connection.overloaded()).toBe(false);
  });

  test('is ended without waiting for what lies there', () => {
    const { connection, state } = fakeSocket();
    connection.end();
    expect(state.ended).toBe(2);
  });
});

test('a room that is closed is forgotten', () => {
  const { connection, emit } = fakeSocket();
  connection.rooms.add('room-1');
  connection.send('room:closed', { room: 'room-1', code: 'forbidden' });
  expect(connection.rooms.size).toBe(0);
  expect(emit).toHaveBeenCalledWith('room:closed', { room: 'room-1', code: 'forbidden' });
});
