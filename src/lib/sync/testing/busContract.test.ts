import { systemClock } from '../../util/clock.ts';
import { busContract } from './busContract.ts';
import { MemoryBus } from './MemoryBus.ts';

busContract('memory', () => {
  const bus = new MemoryBus(systemClock);
  return Promise.resolve({
    join: () => bus.join(),
    cut: () => Promise.resolve(bus.restore()),
    close: () => Promise.resolve()
  });
});
