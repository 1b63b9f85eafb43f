import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  // Beside the server, which serves it in production.
  build: { outDir: 'dist/page' },
});
