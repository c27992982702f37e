import { describe, expect, it } from "vitest";
import { singleLine, splitStep } from "./dockerfile-step";

describe("splitStep", () => {
  it("tells the instruction from its arguments", () => {
    expect(splitStep("COPY dist ./dist")).toEqual({ keyword: "COPY", text: "dist ./dist" });
    expect(splitStep("RUN apt-get update")).toEqual({ keyword: "RUN", text: "apt-get update" });
  });

  it("leaves what is no instruction alone", () => {
    expect(splitStep("# debian.sh --arch 'amd64'")).toEqual({ keyword: null, text: "# debian.sh --arch 'amd64'" });
    expect(splitStep("RUNNER x")).toEqual({ keyword: null, text: "RUNNER x" });
    expect(splitStep("")).toEqual({ keyword: null, text: "" });
  });
});

describe("singleLine", () => {
  it("joins continued lines", () => {
    expect(singleLine("apt-get update \\\n\t&& rm -rf /x")).toBe("apt-get update && rm -rf /x");
  });
});
