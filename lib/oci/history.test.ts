import { describe, expect, test } from "vitest";
import { cleanStep, mapHistory } from "./history";

const layer = (hex: string) => ({
  mediaType: "application/vnd.oci.image.layer.v1.tar+gzip",
  digest: `sha256:${hex.repeat(64)}`,
  size: 10,
  annotations: {},
  platform: undefined,
  urls: [],
});
const step = (created_by: string, empty_layer = false) => ({ created: null, created_by, comment: null, empty_layer });

describe("cleanStep", () => {
  test.each([
    ["RUN /bin/sh -c apt-get update # buildkit", "RUN apt-get update"],
    ["COPY . /srv # buildkit", "COPY . /srv"],
    ['/bin/sh -c #(nop)  CMD ["bash"]', 'CMD ["bash"]'],
    ["/bin/sh -c apt-get update", "RUN apt-get update"],
    ["RUN /bin/bash -o pipefail -c curl x | tar -x # buildkit", "RUN curl x | tar -x"],
    ["/bin/sh -eux -c make", "RUN make"],
    ["RUN |1 A=1 /bin/ash -euxc make # buildkit", "RUN make"],
    ["|1 VERSION=1.4.2 /bin/sh -c make", "RUN make"],
    ["RUN |1 VERSION=1.4.2 /bin/sh -c make # buildkit", "RUN make"],
    ["/bin/sh -c #(nop) ADD file:0123456789abcdef0123 in / ", "ADD 0123456789ab… /"],
    ["bazel build ...", "bazel build ..."],
  ])("turns %j into %j", (createdBy, expected) => {
    expect(cleanStep(createdBy).trim()).toBe(expected);
  });
});

describe("mapHistory", () => {
  test("gives each step that isn't empty the layer it made", () => {
    const { steps, matched } = mapHistory(
      [step("FROM x"), step("ENV A=1", true), step("COPY a b")],
      [layer("a"), layer("b")],
    );
    expect(matched).toBe(true);
    expect(steps.map((s) => s.layer)).toEqual([layer("a").digest, null, layer("b").digest]);
  });

  test("gives a layer that stands there twice to the step of its place", () => {
    const { steps } = mapHistory([step("ADD"), step("RUN"), step("COPY")], [layer("a"), layer("b"), layer("a")]);
    expect(steps.map((s) => s.layerIndex)).toEqual([0, 1, 2]);
  });

  test("names no layer where steps and layers differ in number", () => {
    const { steps, matched } = mapHistory([step("FROM x")], [layer("a"), layer("b")]);
    expect(matched).toBe(false);
    expect(steps[0]?.layer).toBeNull();
  });
});
