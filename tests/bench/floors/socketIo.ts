/**
 * The floor: a bare Socket.IO server that only broadcasts and acks. It checks, keeps and orders nothing. Same settings of
 * the transport as ours, but for its patience.
 */
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { serveFloor } from './serveFloor.ts';

const http = createServer();
const io = new Server(http, {
  serveClient: false,
  perMessageDeflate: false,
  httpCompression: false,
  transports: ['websocket'],
  // A load that is out of breath must not be taken for gone: a floor cannot make good what a broken line missed.
  pingTimeout: 120_000
});
io.on('connection', (socket) => {
  const room = String(socket.handshake.query['room']);
  void socket.join(room);
  socket.on('post', (note: unknown, ack: (answer: unknown) => void) => {
    io.to(room).emit('note', note);
    ack({ ok: true });
  });
});
serveFloor(http);
