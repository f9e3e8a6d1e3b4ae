import { getContext, hasContext, setContext } from 'svelte';
import type { BoardSession } from './BoardSession.svelte';
import type { DirectorySession } from './DirectorySession.svelte';

const BOARD = Symbol('board session');
const DIRECTORY = Symbol('directory session');

/** Called by the page that made the session, while its component is set up. */
export function setBoardSession(session: BoardSession): BoardSession {
  return setContext(BOARD, session);
}

export function getBoardSession(): BoardSession {
  if (!hasContext(BOARD)) {
    throw new Error(
      'no board session here: the page must call setBoardSession(new BoardSession(…)) above this component'
    );
  }
  return getContext<BoardSession>(BOARD);
}

/** Called by the page that made the session, while its component is set up. */
export function setDirectorySession(session: DirectorySession): DirectorySession {
  return setContext(DIRECTORY, session);
}

export function getDirectorySession(): DirectorySession {
  if (!hasContext(DIRECTORY)) {
    throw new Error(
      'no directory session here: the page must call setDirectorySession(new DirectorySession(…)) above this component'
    );
  }
  return getContext<DirectorySession>(DIRECTORY);
}
