import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';

/**
 * Finds doors without a guard: every function through which a request or a socket frame comes in must call a function
 * of guard.ts, itself or through functions of the same file.
 */
const ROOT = new URL('../../../../', import.meta.url);
const GUARDS = exportedFunctions(source('src/lib/server/auth/guard.ts'));
const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'fallback']);

interface Door {
  name: string;
  /** The function, or null where it cannot be found in this file. */
  body: ts.Node | null;
}

function source(path: string, text = readFileSync(new URL(path, ROOT), 'utf8')): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

function exportedFunctions(file: ts.SourceFile): string[] {
  return file.statements
    .filter(ts.isFunctionDeclaration)
    .filter((one) => one.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword))
    .flatMap((one) => (one.name ? [one.name.text] : []));
}

/** `export const load = …`, `export const actions = { … }`, `export const POST = …`, in both spellings. */
function routeDoors(file: ts.SourceFile): Door[] {
  const doors: Door[] = [];
  for (const statement of file.statements) {
    const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
    if (!modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword)) continue;
    if (ts.isFunctionDeclaration(statement) && statement.name && isDoor(statement.name.text)) {
      doors.push({ name: statement.name.text, body: statement });
    }
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      const plain = initializer && unwrapped(initializer);
      if (name.getText() === 'actions' && plain) doors.push(...actionDoors(plain));
      else if (isDoor(name.getText())) doors.push({ name: name.getText(), body: plain ?? null });
    }
  }
  return doors;
}

const isDoor = (name: string) => name === 'load' || METHODS.has(name);

function actionDoors(actions: ts.Expression): Door[] {
  if (!ts.isObjectLiteralExpression(actions)) return [{ name: 'actions', body: null }];
  return actions.properties.map((property) => ({
    name: `actions.${property.name?.getText() ?? '?'}`,
    body: ts.isPropertyAssignment(property) ? unwrapped(property.initializer) : property
  }));
}

/** Without `satisfies …`, `as …` and brackets. */
function unwrapped(node: ts.Expression): ts.Expression {
  if (ts.isSatisfiesExpression(node) || ts.isAsExpression(node) || ts.isParenthesizedExpression(node)) {
    return unwrapped(node.expression);
  }
  return node;
}

/** `socket.on('room:…', handler)`. */
function socketDoors(file: ts.SourceFile): Door[] {
  const doors: Door[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const [event, handler] = node.arguments;
      const isEvent = event && ts.isStringLiteral(event) && event.text.startsWith('room:');
      if (node.expression.name.text === 'on' && isEvent)
        doors.push({ name: event.text, body: handler ?? null });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return doors;
}

/** Whether `body` calls a guard, or a function of its own file that does. */
function isGuarded(file: ts.SourceFile, body: ts.Node | null, seen = new Set<ts.Node>()): boolean {
  if (body === null || seen.has(body)) return false;
  seen.add(body);
  let guarded = false;
  const visit = (node: ts.Node): void => {
    if (guarded) return;
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const called = node.expression.text;
      guarded = GUARDS.includes(called) || isGuarded(file, localFunction(file, called), seen);
    } else if (ts.isShorthandPropertyAssignment(node) || ts.isIdentifier(node)) {
      // `default: save`: the door is a function by name.
      if (node === body) guarded = isGuarded(file, localFunction(file, node.getText()), seen);
    }
    if (!guarded) ts.forEachChild(node, visit);
  };
  visit(body);
  return guarded;
}

function localFunction(file: ts.SourceFile, name: string): ts.Node | null {
  for (const statement of file.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name?.text === name) return statement;
    if (!ts.isVariableStatement(statement)) continue;
    for (const declared of statement.declarationList.declarations) {
      if (declared.name.getText() === name) return declared.initializer ?? null;
    }
  }
  return null;
}

function unguarded(file: ts.SourceFile, doors: readonly Door[]): string[] {
  return doors.filter(({ body }) => !isGuarded(file, body)).map(({ name }) => `${file.fileName}: ${name}`);
}

const routes = globSync('src/routes/**/{+page,+layout}.server.ts', { cwd: ROOT }).concat(
  globSync('src/routes/**/+server.ts', { cwd: ROOT })
);

test('every load, action and endpoint calls a guard', () => {
  const open = routes.flatMap((path) => {
    const file = source(path);
    return unguarded(file, routeDoors(file));
  });
  expect(open).toEqual([]);
  expect(routes.length).toBeGreaterThan(10);
});

test('every socket handler calls a guard', () => {
  const files = globSync('src/lib/server/realtime/**/*.ts', { cwd: ROOT }).map((path) => source(path));
  const doors = files.map((file) => ({ file, doors: socketDoors(file) }));
  expect(doors.flatMap((one) => one.doors).map(({ name }) => name)).toContain('room:command');
  expect(doors.flatMap((one) => unguarded(one.file, one.doors))).toEqual([]);
});

test('the search finds what it is there for', () => {
  const file = source(
    'example/+page.server.ts',
    `import { requirePerson } from '$lib/server/auth/guard';
     async function allowed(event) { return requirePerson(event); }
     const save = async (event) => { await allowed(event); };
     export const load = async ({ locals }) => locals.app.services.spaces.current();
     export async function POST(event) { return event.locals.person; }
     export const GET = (event) => { requirePerson(event); return new Response(); };
     export const actions = {
       default: async (event) => { await allowed(event); },
       save,
       remove: ({ locals }) => locals.app.services.workshops.remove()
     } satisfies Actions;`
  );
  expect(unguarded(file, routeDoors(file))).toEqual([
    'example/+page.server.ts: load',
    'example/+page.server.ts: POST',
    'example/+page.server.ts: actions.remove'
  ]);
  const sockets = source('example.ts', `socket.on('room:steal', (payload) => rooms.take(payload));`);
  expect(unguarded(sockets, socketDoors(sockets))).toEqual(['example.ts: room:steal']);
});
