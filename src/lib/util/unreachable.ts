/** The end of an exhaustive switch: the compiler refuses a call that can be reached. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
