/** The value, or a bug: throws when it is null or undefined. For places where absence cannot happen. */
export function must<T>(value: T | null | undefined, what = 'value'): T {
  if (value === null || value === undefined) throw new Error(`${what} must be there`);
  return value;
}
