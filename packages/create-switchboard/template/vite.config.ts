import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  // Relative, so that the page is found behind every prefix.
  base: './',
  plugins: [react()],
  server: { port: Number(process.env.PAGE_PORT ?? 5173) },
  // Beside the server, which serves it in production.
  build: { outDir: 'dist/page' },
});
