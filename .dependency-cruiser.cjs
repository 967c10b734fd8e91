/**
 * The arrows of the design, as far as packages and doors go (the compiler's project references draw the same arrows
 * between layers). Every rule is an error.
 */
const main = '^src/main'

/** What others may import of a feature: its index, or the screen that has its name. */
const featureDoor = '^src/renderer/features/([^/]+)/(index\\.tsx?|\\1-screen\\.tsx)$'

/** Everything that a folder may not import. */
const only = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: 'error',
  from,
  to: { path: '^src/', pathNot: allowed },
})

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle means that two files are one, or that something stands in the wrong one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      comment: 'An import that leads nowhere. What the benchmark compares with is installed only when it runs.',
      severity: 'error',
      from: { pathNot: '^test/bench/peers/[^/]+\\.js$' },
      to: { couldNotResolve: true, pathNot: '\\.css$' },
    },
    {
      name: 'no-dev-tools-in-product',
      comment: 'The product never imports its own tests and scripts.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|scripts)/' },
    },

    // The arrows of design.md §2.
    only('shared-is-a-leaf', 'shared imports nothing but itself.', { path: '^src/shared/' }, ['^src/shared/']),
    only('domain-is-pure', 'The domain knows no contract.', { path: '^src/shared/domain/' }, ['^src/shared/domain/']),
    only('store-is-lowest', 'The store knows neither sync nor app.', { path: `${main}/core/store/` }, [
      '^src/shared/',
      `${main}/core/store/`,
      `${main}/core/ports\\.ts$`,
    ]),
    only('sync-over-store', 'sync knows no app.', { path: `${main}/core/sync/` }, [
      '^src/shared/',
      `${main}/core/(store|sync)/`,
      `${main}/core/ports\\.ts$`,
    ]),
    only('core-stands-alone', 'The core knows no shell, remote or practice server.', { path: `${main}/core/` }, [
      '^src/shared/',
      `${main}/core/`,
    ]),
    only('remotes-need-ports-only', 'Remotes know the ports and shared.', { path: `${main}/remotes/` }, [
      '^src/shared/',
      `${main}/remotes/`,
      `${main}/core/ports\\.ts$`,
    ]),
    {
      name: 'remotes-are-siblings',
      comment: 'One remote never imports another; what they share is in http/ and hako/.',
      severity: 'error',
      from: { path: `${main}/remotes/(hako-v1|hako-v0|hive|hakro|racko)/` },
      to: { path: `${main}/remotes/(hako-v1|hako-v0|hive|hakro|racko)/`, pathNot: `${main}/remotes/$1/` },
    },
    only(
      'practice-is-a-witness',
      'Practice servers are written from the documents alone.',
      { path: `${main}/practice/` },
      ['^src/shared/', `${main}/practice/`],
    ),
    only(
      'practice-knows-no-contract',
      'The remote side knows nothing of our contract.',
      { path: `${main}/practice/` },
      ['^src/shared/domain/', `${main}/practice/`],
    ),
    only(
      'renderer-needs-shared-only',
      'The renderer knows the contract and nothing behind it.',
      { path: '^src/renderer/' },
      ['^src/shared/', '^src/renderer/'],
    ),
    only(
      'preload-is-small',
      'The preload script is one sandboxed file.',
      { path: `${main}/shells/electron/preload\\.ts$` },
      ['^src/shared/', `${main}/shells/electron/channels\\.ts$`],
    ),
    {
      name: 'nobody-imports-a-shell',
      comment: 'Shells are on top.',
      severity: 'error',
      from: { path: '^src/', pathNot: `${main}/shells/` },
      to: { path: `${main}/shells/` },
    },
    {
      name: 'core-through-its-door',
      comment: 'Shells open the core by its front door and know its ports.',
      severity: 'error',
      from: { path: `${main}/shells/` },
      to: { path: `${main}/core/`, pathNot: `${main}/core/(core|open-core|ports|verify-evidence)\\.ts$` },
    },
    {
      name: 'practice-through-its-door',
      comment: 'Shells use practice.ts.',
      severity: 'error',
      from: { path: `${main}/shells/` },
      to: { path: `${main}/practice/`, pathNot: `${main}/practice/practice\\.ts$` },
    },
    {
      name: 'remotes-through-their-door',
      comment: 'Shells use remote.ts.',
      severity: 'error',
      from: { path: `${main}/shells/` },
      to: { path: `${main}/remotes/`, pathNot: `${main}/remotes/remote\\.ts$` },
    },
    {
      name: 'shells-are-siblings',
      comment: 'Electron is no part of the others; what shells share is in host/.',
      severity: 'error',
      from: { path: `${main}/shells/`, pathNot: `${main}/shells/electron/` },
      to: { path: `${main}/shells/electron/` },
    },
    {
      name: 'host-is-lowest-of-shells',
      comment: 'host/ knows no window and no terminal.',
      severity: 'error',
      from: { path: `${main}/shells/host/` },
      to: { path: `${main}/shells/(electron|browser|terminal)/` },
    },
    {
      name: 'features-through-their-door',
      comment: 'A feature is used by others only through its index.',
      severity: 'error',
      from: { path: '^src/renderer/features/([^/]+)/' },
      to: { path: '^src/renderer/features/[^/]+/', pathNot: ['^src/renderer/features/$1/', featureDoor] },
    },
    {
      name: 'features-from-outside-through-their-door',
      comment: 'So does the rest of the renderer.',
      severity: 'error',
      from: { path: '^src/renderer/', pathNot: '^src/renderer/features/' },
      to: { path: '^src/renderer/features/[^/]+/', pathNot: featureDoor },
    },

    // Packages.
    {
      name: 'electron-in-its-shell',
      comment: 'Electron has its own shell; anything else must run without it.',
      severity: 'error',
      from: { pathNot: `${main}/shells/electron/` },
      to: { path: '^(node_modules/electron/|electron$)' },
    },
    {
      name: 'sql-in-the-store',
      comment: 'SQL only in the store, and in the practice servers, which have their own. Tests may look into files.',
      severity: 'error',
      from: { pathNot: [`${main}/core/store/`, `${main}/practice/`, '^test/'] },
      to: { path: 'node_modules/(better-sqlite3|kysely)/' },
    },
    {
      name: 'migrations-import-nothing',
      comment:
        'A released migration must never change because living code did; only the type of a migration may come in.',
      severity: 'error',
      from: { path: `${main}/core/store/migrations/\\d{4}-` },
      to: {
        pathNot: ['node_modules/(kysely|better-sqlite3|@types/better-sqlite3)/', `${main}/core/store/migrate\\.ts$`],
      },
    },
    {
      name: 'migrations-import-types-only',
      comment: 'What a migration runs stands in its own file.',
      severity: 'error',
      from: { path: `${main}/core/store/migrations/\\d{4}-` },
      to: { dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'http-in-its-places',
      comment:
        'Only remotes, practice servers, the shells that serve, the way to label printers, and tests know the network.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [
          `${main}/remotes/`,
          `${main}/practice/`,
          `${main}/shells/(browser|electron)/`,
          `${main}/shells/host/label-printer\\.ts$`,
        ],
      },
      to: { path: ['node_modules/(undici|ws)/', '^(node:)?(http|https|http2|net|tls)$'] },
    },
    {
      name: 'no-node-above-the-store',
      comment: 'The core decides; what it needs of the world is handed in.',
      severity: 'error',
      from: { path: [`${main}/core/(app|sync)/`, `${main}/core/[^/]+\\.ts$`, '^src/shared/', '^src/renderer/'] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'react-in-the-renderer',
      comment: 'Screens are the renderer’s.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/renderer/' },
      to: { path: 'node_modules/(react|react-dom|@mantine|@tanstack|zustand|i18next|react-i18next)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|\\.tsbuild|\\.cache)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.jsx', '.json', '.css', '.cjs', '.mjs'],
    },
  },
}
