import { describe, expect, it } from "vitest";
import { parseDockerfileStep, singleLine } from "./dockerfile-step";

const written = (createdBy: string) => {
  const { keyword, text } = parseDockerfileStep(createdBy);
  return keyword ? `${keyword} ${text}` : text;
};

describe("parseDockerfileStep", () => {
  it.each([
    ['/bin/sh -c #(nop)  CMD ["bash"]', 'CMD ["bash"]'],
    ["/bin/sh -c apt-get update && apt-get install -y curl", "RUN apt-get update && apt-get install -y curl"],
    [`/bin/sh -c #(nop) ADD file:${"ab".repeat(32)} in / `, "ADD file:abababababab in /"],
    ["|1 VERSION=1.2 /bin/sh -c make install", "RUN make install"],
    ["cmd /S /C #(nop)  ENV A=b", "ENV A=b"],
  ])("cleans the classic builder's %j", (createdBy, expected) => {
    expect(written(createdBy)).toBe(expected);
  });

  it.each([
    ["RUN /bin/sh -c npm ci --omit=dev # buildkit", "RUN npm ci --omit=dev"],
    ["RUN |2 A=1 B=two words /bin/sh -c make # buildkit", "RUN make"],
    ["RUN /bin/bash -o pipefail -c curl x | tar x # buildkit", "RUN curl x | tar x"],
    ["COPY dist ./dist # buildkit", "COPY dist ./dist"],
    ["ENV NODE_ENV=production", "ENV NODE_ENV=production"],
    ['ENTRYPOINT ["tini", "--"]', 'ENTRYPOINT ["tini", "--"]'],
  ])("cleans BuildKit's %j", (createdBy, expected) => {
    expect(written(createdBy)).toBe(expected);
  });

  it("leaves what is no Dockerfile's alone", () => {
    expect(parseDockerfileStep("# debian.sh --arch 'amd64' out/ 'bookworm'")).toEqual({
      keyword: null,
      text: "# debian.sh --arch 'amd64' out/ 'bookworm'",
    });
    expect(parseDockerfileStep("bazel build //app:image")).toEqual({ keyword: null, text: "bazel build //app:image" });
    expect(parseDockerfileStep("")).toEqual({ keyword: null, text: "" });
  });

  it("changes nothing the second time", () => {
    const once = written("RUN |1 V=1 /bin/sh -c set -eux; sh -c ls # buildkit");
    expect(written(once)).toBe(once);
  });
});

describe("singleLine", () => {
  it("joins continued lines", () => {
    expect(singleLine("apt-get update \\\n\t&& rm -rf /x")).toBe("apt-get update && rm -rf /x");
  });
});
