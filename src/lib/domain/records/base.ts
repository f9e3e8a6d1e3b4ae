/** What every record of a room has; see ../records.ts for ids, times and `removedAt`. */
export interface Base {
  id: string;
  /** The room's clock at its last change. */
  seq: number;
  removedAt: number | null;
}
