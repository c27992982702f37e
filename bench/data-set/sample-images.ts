import { buildImage } from "./build-image";
import { Random } from "./random";
import { planRepositories } from "./repository-plan";
import { dataSets, type SetName } from "./sets";
import { planTags } from "./tag-names";

export type SampleImage = {
  repository: string;
  tag: string;
  digest: string;
  /** The value of its `org.opencontainers.image.revision` label. */
  revision: string;
};

/** Returns tags of a set, drawn by the seed: every repository is equally likely. */
export function sampleImages(set: SetName, seed: string, count: number): SampleImage[] {
  const random = new Random(`${seed}/samples`);
  const plans = planRepositories(dataSets[set], seed);
  return Array.from({ length: count }, () => {
    const plan = random.pick(plans);
    const { tag, build } = random.pick(planTags(plan, seed));
    const { manifest, revision } = buildImage(plan, seed, build);
    return { repository: plan.name, tag, digest: `sha256:${manifest.hex}`, revision };
  });
}

/** Returns the repository of a set with the most tags. */
export function largestRepository(set: SetName, seed: string): string {
  const plans = planRepositories(dataSets[set], seed);
  return plans.reduce((largest, plan) => (plan.tags > largest.tags ? plan : largest)).name;
}
