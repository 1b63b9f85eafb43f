/** A port of this machine that nobody listens on just now. */
export declare function freePort(): Promise<number>;
//# sourceMappingURL=free-port.d.ts.map