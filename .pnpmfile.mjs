/** What pnpm does with the manifest of a package before it packs or publishes it. */
export const hooks = {
  beforePacking(manifest) {
    dropSources(manifest.exports);
    return manifest;
  },
};

/** The condition under which this repository's tests load sources is for this repository alone. */
function dropSources(exports) {
  for (const entry of Object.values(exports ?? {})) delete entry['@switchboard/source'];
}
