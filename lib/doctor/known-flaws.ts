import "server-only";

export type Version = readonly [major: number, minor: number, patch: number];

/** A flaw of CNCF Distribution that has consequences for whoever runs it. */
export type Flaw = {
  title: string;
  consequence: string;
  remedy: string;
  /** The first and the last version that has it. */
  from: Version;
  to: Version;
  /** Only with this storage. */
  storage?: "s3";
  /** Only with more repositories than this. */
  moreRepositoriesThan?: number;
  /** The console goes about it so that it does no harm. */
  evaded: boolean;
};

const latest2: Version = [2, 8, 99];
const latest3: Version = [3, 1, 1];
const prefixRemedy = "Move to a version after 3.1.1 as soon as there is one, or to another storage than S3.";

// Each with its place in the project's issues, or in the source, in the order in which they matter.
export const knownFlaws: readonly Flaw[] = [
  {
    // distribution/distribution#4903
    title: "Repositories are missing from the list where the name of another begins it",
    consequence:
      "Of a list in several pages S3 leaves out names such as `math` beside `math-voila`: the console doesn't see them, and a policy or a storage report is without them.",
    remedy: prefixRemedy,
    ...{ from: [3, 0, 0], to: latest3, storage: "s3", evaded: false },
    // One page holds a thousand.
    moreRepositoriesThan: 999,
  },
  {
    // distribution/distribution#4891
    title: "Tags are missing from the list where the name of another begins it",
    consequence:
      "S3 leaves out tags such as `0.1.20` beside `0.1.2`: they can be pulled, but nobody sees them, and what they need may be called unused.",
    remedy: `Don't delete manifests there by digest. ${prefixRemedy}`,
    ...{ from: [3, 1, 0], to: latest3, storage: "s3", evaded: false },
  },
  {
    // CVE-2023-2253
    title: "Anybody who may list the catalog can exhaust its memory (CVE-2023-2253)",
    consequence:
      "A request for an absurd number of names has the registry reserve the room for them, until it is killed.",
    remedy: "Update to 2.8.2 or later.",
    ...{ from: [2, 0, 0], to: [2, 8, 1], evaded: false },
  },
  {
    // distribution/distribution#3178
    title: "A collection that removes untagged manifests destroys image indexes",
    consequence: "What an index lists is taken for untagged: the index stays, and none of its platforms can be pulled.",
    remedy:
      "The console offers it only where there is no image index. Don't run `garbage-collect --delete-untagged` by hand; 3.0 is the first version that doesn't.",
    ...{ from: [2, 0, 0], to: latest2, evaded: true },
  },
  {
    title: "A collection that removes untagged manifests takes signatures and SBOMs for untagged",
    consequence: "What names an image as its `subject` goes, though the image stays.",
    remedy: "The console offers it only where nothing untagged refers to anything. Don't run it by hand.",
    ...{ from: [2, 0, 0], to: latest3, evaded: true },
  },
  {
    // distribution/distribution#1529
    title: "It can't delete a tag by its name",
    consequence: "Tools that delete by digest take every tag on that digest with it.",
    remedy: "The console puts a placeholder in the tag's place and deletes that, so that the other tags stay.",
    ...{ from: [2, 0, 0], to: latest2, evaded: true },
  },
  {
    title: "It doesn't read images of the oldest format (schema 1)",
    consequence:
      "After an update from 2.x their tags answer with an error, and the first of them stops every collection.",
    remedy: "They would be among the broken tags below. Push them again in a format of today, or delete them.",
    ...{ from: [3, 0, 0], to: [3, 99, 99], evaded: true },
  },
  {
    // distribution/distribution#4282
    title: "It goes on listing a repository without tags",
    consequence: "The name of a repository stays after everything in it was deleted and collected.",
    remedy: "The console can hide such names; only removing their folder from the storage removes them.",
    ...{ from: [2, 0, 0], to: latest3, evaded: true },
  },
];
