/** What the runner may ask of the load process, and what it hears back. Everything crosses an IPC channel. */
import type { Spread } from '../stats.ts';

export const KINDS = ['ours', 'socketIo', 'ws'] as const;
/** Our app, or one of the two floors: a bare Socket.IO server and plain `ws`. */
export type Kind = (typeof KINDS)[number];

/** One board and the session cookies of those who open it; a floor has no sessions and only counts them. */
export interface FullRoom {
  readonly room: string;
  readonly cookies: readonly string[];
}

export interface PostFigures {
  readonly posts: number;
  /** From sending to the answer. */
  readonly acked: Spread;
  /** From sending until the last person of the room has the note. */
  readonly seenByAll: Spread;
  /** How often the server cut a line (it may, when somebody does not read fast enough) or told one to come later. */
  readonly setbacks: number;
}

export interface Fetched {
  /** From asking until the whole body is there, decompressed. */
  readonly ms: number;
  /** Read from the socket: head and compressed body. */
  readonly wireBytes: number;
  readonly bodyBytes: number;
}

export interface Tasks {
  /** Everybody connects, and opens their room. The crowd stays until the process ends. */
  gather: { asked: { kind: Kind; url: string; rooms: readonly FullRoom[] }; told: { seconds: number } };
  /** `perSecond` posts in each room, by its people in turn, whether or not the ones before are through. */
  steady: { asked: { perSecond: number; warmUpSeconds: number; seconds: number }; told: PostFigures };
  /** Everybody posts once, evenly over `spreadMs`; `ms` from the first post until everybody has everything. */
  burst: { asked: { spreadMs: number }; told: PostFigures & { ms: number } };
  /** All lines break, `missed` notes are written meanwhile, all come back at once. Times after the return. */
  storm: { asked: { missed: number }; told: { half: number; most: number; all: number; setbacks: number } };
  /** Everybody goes, in order. */
  disperse: { asked: null; told: null };
  /** GETs one after another on a line that is kept. `notes`: the body is a room's answer with at least so many. */
  fetch: {
    asked: { url: string; cookie: string; times: number; notes?: number };
    told: Fetched[];
  };
  /** The same by many people at once, each on a line of their own. `outside`: gave up; `ms` is then Infinity. */
  fetchAtOnce: {
    asked: { url: string; cookies: readonly string[] };
    told: { ms: number; outside: number; wireBytes: number; setbacks: number };
  };
  /** Many people at once: the snapshot over HTTP, then the socket, which opens with its clock. `outside` as above. */
  join: {
    asked: { url: string; room: FullRoom; notes: number };
    told: {
      seconds: number;
      outside: number;
      httpBytes: number;
      socketBytes: number;
      setbacks: number;
      snapshots: Spread;
    };
  };
}

export type TaskName = keyof Tasks;

export interface Request {
  readonly id: number;
  readonly task: TaskName;
  readonly asked: unknown;
}
export type Reply = { readonly id: number } & ({ readonly told: unknown } | { readonly error: string });
