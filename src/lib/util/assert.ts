/** Throws when a condition that the code relies on does not hold. The message is for the log, never for a user. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}
