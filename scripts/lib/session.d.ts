/**
 * The processes of a session, by its leader's id: also those that went into a group of their own, and whose parent is
 * gone. Known on Linux alone; empty elsewhere.
 */
export declare function sessionMembers(leader: number): number[];
//# sourceMappingURL=session.d.ts.map
