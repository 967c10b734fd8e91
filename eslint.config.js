import reactHooks from 'eslint-plugin-react-hooks'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

/** Style rule 6: the machine stops at 400 lines a file and 60 a function. */
const sizes = {
  'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true, IIFEs: true }],
}

/** Time and chance are parameters of the core and of shared (style rule 2). */
const determinism = [
  { object: 'Date', property: 'now', message: 'Time is a parameter here: take a Clock.' },
  { object: 'Math', property: 'random', message: 'Chance is a parameter here: take a Random.' },
  { object: 'performance', property: 'now', message: 'Time is a parameter here: take a Clock.' },
  { object: 'crypto', property: 'randomUUID', message: 'Ids are a parameter here: take Ids.' },
]
const dateSyntax = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Time is a parameter here: take a Clock.',
  },
  { selector: "CallExpression[callee.name='Date']", message: 'Time is a parameter here: take a Clock.' },
]

const noDefaultExport = [
  { selector: 'ExportDefaultDeclaration', message: 'Exports are named (style rule 4).' },
  { selector: "ExportSpecifier[exported.name='default']", message: 'Exports are named (style rule 4).' },
]

const electronImport = (names, message) => ({
  'no-restricted-imports': ['error', { paths: [{ name: 'electron', importNames: names, message }] }],
})

export default defineConfig(
  globalIgnores([
    'out/',
    'dist/',
    '.tsbuild/',
    '.cache/',
    'node_modules/',
    'test-results/',
    'playwright-report/',
    // Stands in for the platform's types in the core's own program only.
    'src/main/core/platform.d.ts',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        // One program for everything: the contract's types are worked out once instead of once a layer.
        project: 'tsconfig.tools.json',
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      ...sizes,
      // `== null` asks for both kinds of nothing.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'prefer-const': 'error',
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...noDefaultExport],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none', ignoreRestSiblings: true },
      ],
      // The compiler asks for brackets on index signatures; the rule would take them away again.
      '@typescript-eslint/dot-notation': 'off',
      // `() => void work()` and `onClick={() => set(x)}` say what they mean.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // A value that is missing by type and present by proof carries a comment (style rule 5), which a machine cannot judge.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/unified-signatures': 'off',
      '@typescript-eslint/no-unnecessary-type-arguments': 'off',
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      '@typescript-eslint/no-invalid-void-type': ['error', { allowAsThisParameter: true }],
      // A row's type is named by who reads it, once.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Codes are spread into their characters on purpose.
      '@typescript-eslint/no-misused-spread': 'off',
      // Our objects are closures: there is no `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
    },
  },

  {
    files: ['src/shared/**', 'src/main/core/**'],
    rules: {
      'no-restricted-properties': ['error', ...determinism],
      'no-restricted-syntax': ['error', ...noDefaultExport, ...dateSyntax],
    },
  },
  {
    files: ['src/main/**'],
    ignores: ['src/main/shells/electron/ipc.ts'],
    rules: electronImport(['ipcMain'], 'Only ipc.ts, which checks the sender, uses ipcMain.'),
  },
  {
    files: ['src/**'],
    ignores: ['src/main/shells/electron/**'],
    rules: {
      'no-restricted-imports': ['error', { paths: [{ name: 'electron', message: 'Electron only in its shell.' }] }],
    },
  },
  {
    files: ['src/main/shells/electron/**'],
    ignores: ['src/main/shells/electron/ipc.ts', 'src/main/shells/electron/preload.ts'],
    rules: electronImport(
      ['ipcMain', 'ipcRenderer', 'contextBridge'],
      'Only ipc.ts and preload.ts, which check both ends.',
    ),
  },

  {
    files: ['src/renderer/**'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      // The plugin's other rules serve React's compiler, which we don't use, and run it on every file.
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'no-restricted-globals': [
        'error',
        { name: 'fetch', message: 'Data comes through the contract (data/query.ts).' },
      ],
    },
  },
  {
    // A component is one function by nature; its markup counts less than its logic.
    files: ['src/renderer/**/*.tsx'],
    rules: { 'max-lines-per-function': ['error', { max: 120, skipBlankLines: true, skipComments: true }] },
  },

  {
    files: ['test/**'],
    rules: {
      // `describe` and `it` take functions as long as their tests.
      'max-lines-per-function': 'off',
      'no-console': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  {
    // A migration holds a whole schema as text, and is never touched again.
    files: ['src/main/core/store/migrations/**'],
    rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' },
  },
  {
    files: ['*.config.{ts,js}', '**/ambient.d.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.{js,cjs}'],
    languageOptions: {
      ecmaVersion: 2024,
      globals: Object.fromEntries(
        ['process', 'console', 'module', 'URL', 'setTimeout', 'clearTimeout'].map((name) => [name, 'readonly']),
      ),
    },
    rules: { ...sizes, eqeqeq: 'error', 'no-undef': 'error', 'no-unused-vars': 'error', 'prefer-const': 'error' },
  },
)
