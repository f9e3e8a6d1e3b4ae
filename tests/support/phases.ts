import type { PhaseName, StoredRecord } from '../../src/lib/domain/records.ts';
import type { RoomView } from '../../src/lib/domain/rules.ts';
import { phaseIdOf } from '../../src/lib/domain/testing/records.ts';

interface Reads {
  read<T>(roomId: string, look: (view: RoomView) => T): Promise<T | null>;
}

/** The id of the first phase of a kind, in a workshop on this server. */
export const phaseIn = async (rooms: Reads, roomId: string, kind: PhaseName): Promise<string> =>
  phaseIdOf((await rooms.read(roomId, (view): StoredRecord[] => [...view.all('phase')])) ?? [], kind);
