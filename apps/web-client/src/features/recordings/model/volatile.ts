import { isSecretMark } from '../../../lib/recording-secrets.ts';
import type { Path } from './json-parts.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;
/** Long, of one word, with letters and digits: nobody types that. */
const RANDOM = /^(?=.*\d)(?=.*[a-z])[\w-]{20,}$/i;
const NAMES = /^(id|seq|sequence|token|cursor|nonce|etag|now|timestamp|uptime|latency)$/i;
const ENDINGS = /(Id|Ids|At|Seq|Token|Cursor|Time|_id|_at|_seq|_token)$/;
const EPOCH = [1_000_000_000_000, 10_000_000_000_000] as const;

/** Whether a value differs from one run to the next, as ids, tokens, times and running numbers do. */
export function isVolatile(value: unknown, path: Path): boolean {
  if (isSecretMark(value)) return true;
  if (typeof value === 'number') return (value > EPOCH[0] && value < EPOCH[1]) || isVolatileName(path);
  if (typeof value !== 'string') return false;
  return UUID.test(value) || ISO_TIME.test(value) || RANDOM.test(value) || isVolatileName(path);
}

/** The name under which a value stands: of a list, the name of the list. */
function isVolatileName(path: Path): boolean {
  const name = path.findLast((key) => typeof key === 'string');
  return name !== undefined && (NAMES.test(String(name)) || ENDINGS.test(String(name)));
}
