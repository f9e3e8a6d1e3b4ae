/**
 * A reason why Auftakt cannot start or go on that its operator can do something about.
 * The message is a whole German sentence, printed alone, without a stack.
 *
 * `forOperator` marks it: `src/server.ts` runs outside the build, so `instanceof` would compare two copies.
 */
export class OperatorError extends Error {
  readonly forOperator = true;
  override readonly name: string = 'OperatorError';
}
