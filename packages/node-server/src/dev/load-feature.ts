/** A file in `controllers/`, and how the controllers of its events come out of it. */
export interface Feature<Module, Controllers> {
  /** The file's name without its ending. */
  readonly name: string;
  readonly load: () => Promise<Module>;
  readonly make: (module: Module) => Controllers;
}

/** How the controllers of a feature are imported. */
export type LoadFeature = <Module, Controllers extends object>(
  feature: Feature<Module, Controllers>,
) => Promise<Controllers>;

/** Imports the feature once. */
export const loadFeature: LoadFeature = async ({ load, make }) => make(await load());
