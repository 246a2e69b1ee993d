import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// Vite reads its configuration from a default export.
// biome-ignore lint/style/noDefaultExport: required by the tool
export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    // The icon is a file of its own: the policy of the page allows no data: scripts or styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
