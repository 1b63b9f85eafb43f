import { readdirSync, readFileSync } from 'node:fs';

/**
 * The processes of a session, by its leader's id: also those that went into a group of their own, and whose parent is
 * gone. Known on Linux alone; empty elsewhere.
 */
export function sessionMembers(leader: number): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && sessionOf(name) === leader)
    .map(Number);
}

function sessionOf(pid: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may hold anything; of what follows, a zombie is no member.
    const [state, , , session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? undefined : Number(session);
  } catch {
    return undefined;
  }
}
