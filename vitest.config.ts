import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const conditions = ['@switchboard/source'];
const formValidator = fileURLToPath(
  new URL('apps/web-client/src/features/composer/form/schema-validator.ts', import.meta.url),
);

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // The form's library imports files without their endings, and a validator that is not there; Vite copes, Node does not.
          server: { deps: { inline: ['@rjsf/core', '@rjsf/mantine'] } },
          alias: { '@rjsf/validator-ajv8': formValidator },
          include: ['{packages,apps,scripts}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', '**/dist/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'types',
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            include: ['{packages,apps}/**/*.test-d.ts'],
            tsconfig: './tsconfig.types.json',
          },
        },
      },
    ],
  },
});
