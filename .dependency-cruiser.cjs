// The layers of ARCHITECTURE.md as rules. `npm run check` reads them through scripts/checks/boundaries.mjs.
const tests = '\\.test\\.tsx?$|/testing/';
const orm = '(^|/)node_modules/(drizzle-orm|pg|@electric-sql/pglite)/|^drizzle-orm|^src/platform/db/';

module.exports = {
  forbidden: [
    {
      name: 'unresolved-import',
      comment: 'An import that leads nowhere would escape every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-cycles',
      comment: 'Split what two files need from each other into a third. Types alone may refer to each other: they are gone at run time.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'platform-knows-no-module',
      comment: 'processes -> modules -> platform, never upward: hand it in as a value instead.',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/(modules|processes)/|^src/(main|app|modules)\\.tsx?$' },
    },
    {
      name: 'modules-know-no-process',
      comment: 'processes -> modules -> platform, never upward.',
      severity: 'error',
      from: { path: '^src/modules/' },
      to: { path: '^src/processes/|^src/(main|app|modules)\\.tsx?$' },
    },
    {
      name: 'other-modules-through-index',
      comment: "Import another module's index.ts only.",
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/', pathNot: tests },
      to: { path: '^src/modules/', pathNot: '^src/modules/$1/|^src/modules/[^/]+/index\\.ts$' },
    },
    {
      name: 'processes-use-index-or-manifest',
      comment: 'The application names modules by index.ts or module.ts only.',
      severity: 'error',
      from: { path: '^src/(processes|demo)/|^src/(main|app|modules)\\.tsx?$', pathNot: tests },
      to: { path: '^src/modules/', pathNot: '^src/modules/[^/]+/(index|module)\\.ts$' },
    },
    {
      name: 'governance-stands-alone',
      comment: 'governance imports no other module; the others reach it through index.ts.',
      severity: 'error',
      from: { path: '^src/modules/governance/', pathNot: tests },
      to: { path: '^src/modules/(?!governance/)' },
    },
    {
      name: 'incidents-use-governance-only',
      severity: 'error',
      comment: 'incidents may import governance and no other module.',
      from: { path: '^src/modules/incidents/', pathNot: tests },
      to: { path: '^src/modules/(?!(incidents|governance)/)' },
    },
    {
      name: 'security-objectives-use-governance-only',
      comment: 'security-objectives may import governance and no other module.',
      severity: 'error',
      from: { path: '^src/modules/security-objectives/', pathNot: tests },
      to: { path: '^src/modules/(?!(security-objectives|governance)/)' },
    },
    {
      name: 'nobody-imports-reporting',
      comment: 'reporting reads all the others; none of them knows it.',
      severity: 'error',
      from: { path: '^src/modules/(?!reporting/)' },
      to: { path: '^src/modules/reporting/' },
    },
    {
      name: 'routes-and-views-use-no-database',
      comment: 'Reads belong in a .query.ts, writes in services/.',
      severity: 'error',
      from: { path: '^src/modules/.*\\.(route\\.tsx?|view\\.tsx)$|^src/platform/ui/', pathNot: tests },
      to: { path: orm },
    },
    {
      name: 'domain-is-pure',
      comment: 'domain/ holds rules: no database, no HTTP, no services.',
      severity: 'error',
      from: { path: '^src/modules/[^/]+/domain/', pathNot: tests },
      to: { path: `${orm}|^src/platform/http/|(^|/)node_modules/fastify/|^fastify|^src/modules/[^/]+/services/` },
    },
    {
      name: 'supervision-never-sees-the-reporting-side',
      comment: 'Who supervises reads the published views; the tables of the reporting side stay with those who report (decision D12).',
      severity: 'error',
      from: { path: '^src/modules/.*/pages/(supervision|observer)[^/]*/', pathNot: tests },
      to: { path: '^src/modules/incidents/schema/reporting-side\\.ts$' },
    },
    {
      name: 'no-test-in-the-product',
      comment: 'Tests and what serves them stay out of the shipped code.',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'no-development-package-in-the-product',
      comment: 'What src/ imports belongs in dependencies.',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    // TypeScript 7 has no compiler API: without this parser the tool reads no .ts file at all and finds nothing.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
