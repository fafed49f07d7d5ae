import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The strict headers the app is served with live in scripts/headers.mjs; dev and preview use the same ones.
import { securityHeaders } from './scripts/headers.mjs';

export default defineConfig({
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: { target: 'es2023', sourcemap: false, chunkSizeWarningLimit: 1200, assetsInlineLimit: 0 },
  preview: { headers: securityHeaders() },
});
