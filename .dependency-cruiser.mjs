/**
 * The import table of ARCHITECTURE.md as a rule, for `.ts` and `.svelte`: what each folder may import, and no
 * cycles. `tests/rules/importTable.test.ts` proves that it bites.
 *
 * Inside a `.svelte` file only imports of values are seen (the Svelte compiler drops those of types).
 */

/** Folders by the names used in the table, as regular expressions on paths from the root. */
const FOLDERS = {
  util: '^src/lib/util/',
  domain: '^src/lib/domain/',
  protocol: '^src/lib/protocol/',
  sync: '^src/lib/sync/',
  ui: '^src/lib/ui/',
  i18n: '^src/lib/i18n/',
  client: '^src/lib/client/',
  server: '^src/lib/server/',
  features: '^src/lib/features/',
  routes: '^src/routes/',
  services: '^src/lib/server/services/',
  auth: '^src/lib/server/auth/',
  app: '^src/lib/server/app[./]'
};

/** Svelte, Kit and what draws: allowed wherever components and their state live. */
const SCREEN = [
  '^node_modules/(svelte|bits-ui|@lucide/svelte|@xyflow/svelte|@atlaskit/|@fontsource|@sveltejs/kit|uqr|esm-env)',
  '^svelte(/|$)',
  '^[$]app/',
  '[.]css$'
];

/** @type {{ name: string, from: string, to: string[] }[]} the table: a folder, and all that it may import */
const table = [
  { name: 'util', from: FOLDERS.util, to: [] },
  { name: 'domain', from: FOLDERS.domain, to: [FOLDERS.util] },
  {
    name: 'protocol',
    from: FOLDERS.protocol,
    to: [FOLDERS.domain, FOLDERS.util, '^node_modules/valibot/']
  },
  { name: 'sync', from: FOLDERS.sync, to: [FOLDERS.protocol, FOLDERS.domain, FOLDERS.util] },
  { name: 'ui', from: FOLDERS.ui, to: [FOLDERS.util, FOLDERS.i18n, ...SCREEN] },
  {
    name: 'client',
    from: FOLDERS.client,
    to: [
      FOLDERS.sync,
      FOLDERS.protocol,
      FOLDERS.domain,
      FOLDERS.util,
      '^node_modules/(socket[.]io-client|idb|jsqr|papaparse)/',
      ...SCREEN
    ]
  },
  {
    name: 'features',
    from: '^src/lib/features/([^/]+)/',
    to: [
      '^src/lib/features/$1/',
      FOLDERS.client,
      FOLDERS.ui,
      FOLDERS.domain,
      FOLDERS.util,
      FOLDERS.i18n,
      ...SCREEN
    ]
  },
  {
    name: 'routes-screen',
    from: '^src/routes/.+([.]svelte|[+](page|layout)[.]ts|[.]svelte[.]ts)$',
    to: [
      FOLDERS.routes,
      FOLDERS.features,
      FOLDERS.ui,
      FOLDERS.client,
      FOLDERS.domain,
      FOLDERS.i18n,
      '^src/app[.]css$',
      ...SCREEN
    ]
  },
  {
    name: 'routes-server',
    from: '^src/routes/.+([.]server[.]ts|[+]server[.]ts)$',
    to: [
      FOLDERS.routes,
      FOLDERS.services,
      FOLDERS.auth,
      FOLDERS.protocol,
      FOLDERS.domain,
      FOLDERS.util,
      FOLDERS.i18n,
      // Small helpers of doors, such as httpStatus.ts; not the folders beside them.
      '^src/lib/server/(?!app[.])[^/]+[.]ts$',
      '^node_modules/(@sveltejs/kit|valibot)/',
      '^[$]app/'
    ]
  },
  { name: 'migrations', from: '^db/migrations/', to: ['^node_modules/kysely/'] },
  // The production entry runs beside the build: see its comment.
  {
    name: 'server-entry',
    from: '^src/server[.]ts$',
    to: [
      '^src/lib/server/config[.]ts$',
      '^node_modules/(@types/)?compression/',
      '^node:',
      '^(http|net|timers)'
    ]
  }
];

/** Inside server/ arrows go one way: each layer may import those before it. */
const layers = [
  '^src/lib/server/(config|log|operatorError|metrics)[.]ts$',
  '^src/lib/server/db/',
  '^src/lib/server/(repositories|hints)/',
  '^src/lib/server/(auth|services|mail|files)/',
  '^src/lib/server/realtime/',
  '^src/lib/server/app[./]'
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two modules that import each other cannot be understood, tested or moved alone.',
      severity: 'error',
      // A component that draws itself (a tree) is no cycle.
      from: { path: '^(.+)$' },
      to: { circular: true, pathNot: '^$1$' }
    },
    ...table.map(({ name, from, to }) => ({
      name: `table-${name}`,
      comment: `ARCHITECTURE.md, "Folders": what ${name} may import.`,
      severity: /** @type {const} */ ('error'),
      from: { path: from },
      to: { pathNot: [...to, from.includes('(') ? '^$' : from, './[$]types'] }
    })),
    {
      name: 'table-server',
      comment: 'The server knows no screens.',
      severity: 'error',
      from: { path: FOLDERS.server },
      to: { path: [FOLDERS.ui, FOLDERS.client, FOLDERS.features, FOLDERS.routes] }
    },
    ...layers.slice(0, -1).map((layer, index) => ({
      name: `server-layer-${index}`,
      comment: 'config, log ← db ← repositories, hints ← services ← realtime ← app',
      severity: /** @type {const} */ ('error'),
      from: { path: layer },
      to: { path: layers.slice(index + 1) }
    })),
    {
      name: 'no-tests-in-source',
      severity: 'error',
      from: { path: '^(src|db)/' },
      to: { path: '^tests/' }
    }
  ],
  options: {
    // Tests may import everything; generated code is nobody's.
    exclude: { path: '[.]test[.]ts$|/testing/|^src/lib/i18n/paraglide/.+/' },
    doNotFollow: { path: ['^node_modules/', '^src/lib/i18n/paraglide/'] },
    // Not the project's own: its paths are relative to .svelte-kit/, which dependency-cruiser takes for the root.
    tsConfig: { fileName: '.dependency-cruiser.tsconfig.json' },
    // Imports of types count: a type from a foreign folder ties just as fast.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'browser', 'import', 'node', 'default'],
      mainFields: ['svelte', 'module', 'main', 'types']
    },
    moduleSystems: ['es6', 'tsd']
  }
};
