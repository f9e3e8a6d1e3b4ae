import { MemoryStore } from './MemoryStore.ts';
import { roomStoreContract } from './storeContract.ts';

roomStoreContract('memory', () => {
  const store = new MemoryStore();
  return Promise.resolve({
    store,
    newRoom: () => {
      const roomId = crypto.randomUUID();
      store.make(roomId, 'board');
      return Promise.resolve(roomId);
    },
    close: () => Promise.resolve()
  });
});
