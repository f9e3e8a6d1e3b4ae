import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { commandSchema } from './commands.ts';
import { joinSchema } from './join.ts';
import { roomCloseSchema, roomCommandSchema, roomOpenSchema, roomPresenceSchema } from './rooms.ts';
import { PROTOCOL_VERSION } from './version.ts';

/** What of a valibot schema decides about the wire: kinds, keys, choices, limits. Functions count as such. */
function shape(value: unknown): unknown {
  if (value instanceof RegExp) return String(value);
  if (typeof value === 'function') return 'function';
  if (Array.isArray(value)) return value.map(shape);
  if (typeof value !== 'object' || value === null) return value;
  const kept = [
    'kind',
    'type',
    'entries',
    'options',
    'literal',
    'item',
    'wrapped',
    'pipe',
    'requirement',
    'key',
    'value'
  ];
  // A command may have a field of that name, which is a schema and no word.
  const isSchema = 'kind' in value && typeof value.kind === 'string';
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !key.startsWith('~') && (kept.includes(key) || !isSchema))
      .map(([key, inner]) => [key, shape(inner)])
  );
}

/** Pinned together: whoever changes the wire meets this test. */
const PINNED = { version: 3, hash: '5124aa9a6ecd9e75' };

it('the wire and its version change together', () => {
  const schemas = {
    commandSchema,
    joinSchema,
    roomCloseSchema,
    roomCommandSchema,
    roomOpenSchema,
    roomPresenceSchema
  };
  const hash = createHash('sha256')
    .update(JSON.stringify(shape(schemas)))
    .digest('hex')
    .slice(0, 16);
  expect(
    { version: PROTOCOL_VERSION, hash },
    'The wire changed. If an old client or server would not understand it, raise PROTOCOL_VERSION with a line in its history; then pin the new hash here.'
  ).toEqual(PINNED);
});
