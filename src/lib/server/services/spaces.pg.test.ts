import { describe, expect, test } from 'vitest';
import { testServices } from '../../../../tests/support/services';

const { services, space, account, person } = await testServices();
const owner = await account('owner');

describe('what cards offer for choice', () => {
  test('an owner sets it: each once, in order, without empty lines; the next page has it', async () => {
    const lists = { regions: [' Saalekreis ', 'Leipzig', '', 'Saalekreis'], fields: ['Kultur & Kunst'] };
    expect(await services.spaces.saveLists(space, owner, lists)).toEqual({ ok: true });
    expect(await services.spaces.current()).toMatchObject({
      regions: ['Saalekreis', 'Leipzig'],
      fields: ['Kultur & Kunst']
    });
  });

  test('nobody else does', async () => {
    for (const who of [null, await person(), await account('member'), await account('facilitator')]) {
      expect(await services.spaces.saveLists(space, who, { regions: [], fields: [] })).toMatchObject({
        code: 'forbidden'
      });
    }
  });

  test.each([
    [{ regions: ['x'.repeat(81)], fields: [] }, 'regions', 'too_long'],
    [{ regions: [], fields: Array.from({ length: 61 }, (_, n) => `F ${n}`) }, 'fields', 'limit'],
    [{ regions: ['\u200b'], fields: [] }, 'regions', 'empty'],
    [{ regions: 'Leipzig', fields: [] }, 'regions', 'invalid']
  ])('%j is refused', async (lists, list, code) => {
    expect(await services.spaces.saveLists(space, owner, lists)).toMatchObject({ list, code });
  });
});
