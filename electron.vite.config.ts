import path from 'node:path'
import { defineConfig } from 'electron-vite'
import renderer from './vite.renderer.config.ts'

const shells = path.join(import.meta.dirname, 'src/main/shells')

/**
 * Everything is bundled except what cannot be: better-sqlite3 (a binary) and Electron itself. What is in out/ runs
 * without node_modules but for better-sqlite3.
 */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      emptyOutDir: true,
      target: 'node22',
      minify: false,
      sourcemap: true,
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          electron: path.join(shells, 'electron/index.ts'),
          'core-worker': path.join(shells, 'host/core-worker.ts'),
          hakomori: path.join(shells, 'terminal/bin.ts'),
        },
        external: ['electron', 'better-sqlite3'],
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      emptyOutDir: true,
      sourcemap: false,
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: path.join(shells, 'electron/preload.ts') },
        external: ['electron'],
        // A sandboxed preload script must be one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer,
})
