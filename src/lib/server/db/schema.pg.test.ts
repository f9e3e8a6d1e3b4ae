import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { testDatabase } from '../../../../tests/support/database.ts';

/**
 * types.ts is written by hand; this holds it against what the migrations really make: the same tables and columns,
 * null where null can be, a default where an insert may leave a column out, and a fitting kind of value.
 */
const { db } = await testDatabase();

interface Column {
  readonly kind: string;
  readonly nullable: boolean;
  /** May be left out of an insert. */
  readonly optional: boolean;
}
type Tables = Record<string, Record<string, Column>>;

const KINDS: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  citext: 'string',
  varchar: 'string',
  bpchar: 'string',
  bytea: 'object',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  float4: 'number',
  float8: 'number',
  bool: 'boolean',
  timestamptz: 'Date',
  date: 'Date',
  json: 'object',
  jsonb: 'object',
  tsvector: 'string'
};

it('types.ts says what the migrations make', async () => {
  expect(described()).toEqual(await migrated());
});

async function migrated(): Promise<Tables> {
  const tables: Tables = {};
  for (const table of await db.introspection.getTables()) {
    if (table.isView) continue;
    tables[table.name] = Object.fromEntries(
      table.columns.map((column) => [
        column.name,
        {
          kind: column.dataType.startsWith('_') ? 'object' : (KINDS[column.dataType] ?? column.dataType),
          nullable: column.isNullable,
          optional: column.isNullable || column.hasDefaultValue || column.isAutoIncrementing
        }
      ])
    );
  }
  return tables;
}

/** Reads the interface `Database` with the TypeScript compiler. */
function described(): Tables {
  const root = fileURLToPath(new URL('../../../../', import.meta.url));
  const file = fileURLToPath(new URL('./types.ts', import.meta.url));
  const program = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    types: [],
    paths: { '$lib/*': [`${root}src/lib/*`] }
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const declaration = source?.statements.find(
    (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === 'Database'
  );
  if (declaration === undefined) throw new Error('types.ts has no interface Database');

  const typeOf = (symbol: ts.Symbol) => checker.getTypeOfSymbolAtLocation(symbol, declaration);
  const members = (type: ts.Type) => checker.getPropertiesOfType(type);
  const parts = (type: ts.Type) => (type.isUnion() ? type.types : [type]);
  const has = (type: ts.Type, flag: ts.TypeFlags) => parts(type).some((part) => (part.flags & flag) !== 0);

  const column = (type: ts.Type): Column => {
    // `ColumnType<…> | null` is a union of the column type and null; Kysely distributes over it.
    const wrapped = parts(type).filter((part) => part.getProperty('__select__') !== undefined);
    const through = (name: '__select__' | '__insert__') =>
      wrapped.flatMap((part) => {
        const property = part.getProperty(name);
        return property === undefined ? [] : parts(typeOf(property));
      });
    const plain = parts(type).filter((part) => !wrapped.includes(part));
    const selected = [...plain, ...through('__select__')];
    const inserted = [...plain, ...through('__insert__')];
    const nullable = selected.some((part) => has(part, ts.TypeFlags.Null));
    const kinds = new Set(
      selected.filter((part) => !has(part, ts.TypeFlags.Null | ts.TypeFlags.Undefined)).map(kindOf)
    );
    return {
      kind: [...kinds].sort().join(' | '),
      nullable,
      optional: nullable || inserted.some((part) => has(part, ts.TypeFlags.Undefined))
    };
  };
  const kindOf = (type: ts.Type): string => {
    if (type.flags & ts.TypeFlags.StringLike) return 'string';
    if (type.flags & ts.TypeFlags.NumberLike) return 'number';
    if (type.flags & ts.TypeFlags.BooleanLike) return 'boolean';
    return type.getSymbol()?.name === 'Date' ? 'Date' : 'object';
  };

  return Object.fromEntries(
    members(checker.getTypeAtLocation(declaration)).map((table) => [
      table.name,
      Object.fromEntries(members(typeOf(table)).map((field) => [field.name, column(typeOf(field))]))
    ])
  );
}
