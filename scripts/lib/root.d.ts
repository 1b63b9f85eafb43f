/** The repository's root folder. */
export declare const ROOT: string;
//# sourceMappingURL=root.d.ts.map
