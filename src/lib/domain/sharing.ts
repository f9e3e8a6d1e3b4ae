/** Shortest password of a board in characters: said aloud in a hall, and guessing is slowed down. */
export const MIN_BOARD_PASSWORD = 6;
export const MAX_BOARD_PASSWORD = 100;
