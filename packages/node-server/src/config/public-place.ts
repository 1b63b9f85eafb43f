import { z } from 'zod';
import { originForm, originProblem } from './origin-form.ts';

/** The origin by which clients reach the server, in the form that `originForm` gives. */
export const publicOrigin = z
  .string()
  .refine((origin) => /^https?:/.test(originForm(origin) ?? ''), {
    error: ({ input }) => publicOriginProblem(String(input)),
  })
  .transform((origin) => originForm(origin) ?? origin);

function publicOriginProblem(text: string): string {
  const [, origin] = /^(https?:\/\/[^/]*)\/./i.exec(text) ?? [];
  if (origin !== undefined && originForm(origin) !== undefined)
    return `must be an origin, which has no path: write ${origin}, and set BASE_PATH to the path`;
  return originProblem(text) === undefined
    ? `must be of http or https, such as https://app.example, not "${text}"`
    : `must be one origin such as https://app.example, not "${text}"`;
}

/** Of these parts a path is plain text to every proxy, browser and route. */
const PATH = /^(\/[\w.~-]+)+$/;

/** The path below which everything is served: with a slash at its begin and none at its end; `/` is none. */
export const basePath = z
  .string()
  .transform((path) => path.replace(/\/$/, ''))
  .refine(isBasePath, {
    abort: true,
    error: ({ input }) =>
      `must be a path such as /realtime, with a slash first and of letters, digits and . _ ~ - only, not "${input}"`,
  })
  .refine((path) => !isProbePath(path), {
    error: ({ input }) => `must not be ${input}, which probes ask for`,
  });

/** Whether probes ask for the path, which is at the root whatever the base path is. */
export function isProbePath(path: string): boolean {
  return /^\/(healthz|readyz|metrics)\/?$/.test(path);
}

function isBasePath(path: string): boolean {
  return path === '' || (PATH.test(path) && !path.split('/').some((part) => part === '.' || part === '..'));
}
