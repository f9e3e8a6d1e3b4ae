/** The floor below the floor: plain `ws`. What comes in goes out to everybody as it is; the sender gets an ack. */
import { createServer } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import { serveFloor } from './serveFloor.ts';

const http = createServer();
const rooms = new Map<string, Set<WebSocket>>();
new WebSocketServer({ server: http, perMessageDeflate: false }).on('connection', (socket, request) => {
  const name = new URL(request.url ?? '/', 'ws://floor').searchParams.get('room') ?? '';
  const room = rooms.get(name) ?? new Set();
  rooms.set(name, room.add(socket));
  socket.once('close', () => room.delete(socket));
  socket.on('message', (data: Buffer) => {
    const { id } = JSON.parse(data.toString()) as { id: string };
    for (const one of room) one.send(data, { binary: false });
    socket.send(JSON.stringify({ ack: id }));
  });
});
serveFloor(http);
