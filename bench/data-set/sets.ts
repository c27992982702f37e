export type SetName = "S" | "M" | "L";

export type DataSet = {
  repositories: number;
  tags: number;
  /** The tags of the first repository; null if it is like the others. */
  largest: number | null;
};

export const dataSets: Record<SetName, DataSet> = {
  S: { repositories: 100, tags: 2_000, largest: null },
  M: { repositories: 1_000, tags: 30_000, largest: 10_000 },
  L: { repositories: 5_000, tags: 200_000, largest: 50_000 },
};

/** Must change whenever the same seed gives another tree: a tree kept from an earlier version isn't used then. */
export const generatorVersion = 1;
