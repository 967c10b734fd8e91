import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The screens. Used by the build of all shells and by the development server of the browser shell. */
export default defineConfig({
  root: path.join(import.meta.dirname, 'src/renderer'),
  plugins: [react()],
  // Replaced by the shells at every load of the page (src/main/shells/host/page-policy.ts).
  html: { cspNonce: '__CSP_NONCE__' },
  cacheDir: path.join(import.meta.dirname, '.cache/vite'),
  build: {
    outDir: path.join(import.meta.dirname, 'out/renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    minify: true,
    // size-limit is the gate.
    chunkSizeWarningLimit: 2000,
    // Inline assets would be data: addresses, which the content security policy allows for images only.
    assetsInlineLimit: 0,
    // The browsers we open know module preloading.
    modulePreload: { polyfill: false },
    rolldownOptions: { input: path.join(import.meta.dirname, 'src/renderer/index.html') },
  },
})
