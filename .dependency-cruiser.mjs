// Who may import whom; the picture behind it is in docs/architecture.md. Run by scripts/check-layers.ts.

// Each list is complete: a file that is not on it counts as "runs anywhere" and is held to that.
// A large one is split by a noun: facet-queries.ts.
const serverFeatureFiles = '[a-z-]*(where|queries|mutations|actions|jobs)\\.ts$';
const serverCoreFiles =
  '(action|blobs|blob-stores|copy|csv|csv-reading|csv-sql|database-errors|db|env|follower|health|http|jobs|keyset-sql|lock-wait|log|long-transaction|outgoing|outgoing-answer|password-hash|past|pool|query-watch|rate-limit|reader|session|signature|stream|text-order|timing|token)\\.ts$';

const feature = '^lib/(?!core/)[^/]+/';
const runsAnywhere = [
  `^lib/(?!core/)[^/]+/(?!${serverFeatureFiles})[^/]+\\.ts$`,
  `^lib/core/(?!${serverCoreFiles})[^/]+\\.ts$`,
];
const entries = '^(app|scripts|tests)/|^[^/]+\\.ts$';
const database = '^(lib/core/db\\.ts$|prisma/generated/|node_modules/(@prisma|pg|pg-cursor)/)';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two modules that need each other are one module, or lack a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'Nothing imports it and it imports nothing.',
      severity: 'error',
      from: { orphan: true, pathNot: [entries, '\\.d\\.ts$'] },
      to: {},
    },
    {
      name: 'no-dead-modules',
      comment: 'Only what a page or a command reaches is part of the product; a test alone does not count.',
      severity: 'error',
      from: { path: '^(app|scripts)/|^[^/]+\\.ts$' },
      to: { path: '^(lib|components)/', pathNot: '\\.d\\.ts$', reachable: false },
    },
    {
      name: 'resolvable',
      comment: 'An import that nobody can resolve is an import that no rule below can judge.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'lib-knows-no-interface',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^(app|components)/' },
    },
    {
      name: 'components-know-no-page',
      severity: 'error',
      from: { path: '^components/' },
      to: { path: '^app/' },
    },
    {
      name: 'core-knows-no-feature',
      severity: 'error',
      from: { path: '^lib/core/' },
      to: { path: feature },
    },
    {
      name: 'product-without-scripts-and-tests',
      severity: 'error',
      from: { path: '^(app|components|lib)/' },
      to: { path: '^(scripts|tests)/' },
    },
    {
      name: 'product-without-dev-packages',
      severity: 'error',
      from: { path: '^(app|components|lib)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'database-behind-queries-and-mutations',
      comment: 'Permission checks live in queries, mutations and jobs; nothing reaches the rows around them.',
      severity: 'error',
      from: {
        path: '^(app|components|lib|[^/]+\\.ts$)',
        pathNot: [
          '^lib/core/',
          `${feature}[a-z-]*(where|queries|mutations|jobs)\\.ts$`,
          '^[^/]+\\.config\\.ts$',
        ],
      },
      to: { path: database },
    },
    {
      name: 'core-database-in-server-files',
      severity: 'error',
      from: { path: '^lib/core/', pathNot: `^lib/core/${serverCoreFiles}` },
      to: { path: database },
    },
    {
      name: 'components-use-vocabulary-rules-and-actions',
      comment: 'A component knows shapes, pure rules, permissions and actions; rows come as props.',
      severity: 'error',
      from: { path: '^components/' },
      to: { path: `${feature}[a-z-]*(where|queries|mutations|jobs)\\.ts$` },
    },
    {
      name: 'components-without-server',
      severity: 'error',
      from: { path: '^components/' },
      to: { path: `^lib/core/${serverCoreFiles}` },
    },
    {
      name: 'components-without-node',
      severity: 'error',
      from: { path: '^components/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'generic-components-know-no-feature',
      comment: 'components/ui and components/data-table would serve any other ledger as well.',
      severity: 'error',
      from: { path: '^components/(ui|data-table)/' },
      to: { path: [feature, '^components/(?!ui/|data-table/)'] },
    },
    {
      name: 'ui-below-data-table',
      severity: 'error',
      from: { path: '^components/ui/' },
      to: { path: '^components/data-table/' },
    },
    {
      name: 'features-meet-through-named-files',
      comment:
        'Another feature is its vocabulary and pure rules, or a named query or mutation; its SQL, actions and jobs are its own.',
      severity: 'error',
      from: { path: '^lib/(?!core/)([^/]+)/' },
      to: { path: `${feature}[a-z-]*(where|actions|jobs)\\.ts$`, pathNot: '^lib/$1/' },
    },
    {
      name: 'vocabulary-runs-anywhere',
      comment: 'Vocabulary and domain rules are pure: no database, no server, no Node, no framework.',
      severity: 'error',
      from: { path: runsAnywhere },
      to: {
        path: '.',
        pathNot: [
          ...runsAnywhere,
          '^node_modules/(zod|nuqs|edtf|dayjs|approx-string-match|ipaddr\\.js|css-tree|linkedom|@mozilla/readability|sanitize-html|unpdf|warcio|fflate)/',
        ],
      },
    },
    {
      name: 'pages-ask-queries',
      comment: 'No SQL and no rules in app/: a page reads through a query.',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: `${feature}[a-z-]*(where|jobs)\\.ts$` },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^prisma/generated/'] },
    exclude: { path: ['^\\.next/', '^\\.data/'] },
    tsPreCompilationDeps: true,
    detectJSDocImports: false,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.d.ts', '.json', '.css'],
    },
  },
};
