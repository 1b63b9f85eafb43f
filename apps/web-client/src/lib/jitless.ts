import { config } from 'zod';

// zod compiles validators with `new Function`, which the page's policy forbids. It must know before the first schema
// is made, so each entry imports this file first.
config({ jitless: true });
