import { describe, expect, test } from "vitest";
import type { Sighting, TagFact } from "@/lib/registry-index/facts/tag-fact-store";
import { arrangeMoves } from "./arrange-moves";

const minute = 60_000;
const [A, B, C] = ["sha256:a", "sha256:b", "sha256:c"];

const push = (at: number, digest: string, before?: Sighting): TagFact => ({ at, source: "push", digest, before });
const look = (at: number, digest: string | null, before: Sighting): TagFact => ({ at, source: "look", digest, before });

/** Each move as `from>to when by`, a window as `since-at`. */
const outline = (facts: TagFact[], latest?: Sighting) =>
  arrangeMoves(facts, latest).map(({ from, to, since, at, fact }) => {
    const name = (digest: string | null | undefined) => (digest === undefined ? "?" : (digest?.slice(-1) ?? "-"));
    const when = since === null ? `${at / minute}` : `${since / minute}-${at / minute}`;
    return `${name(from)}>${name(to)} ${when} ${fact?.source ?? "seen"}`;
  });

describe("arrangeMoves", () => {
  test("what nobody told of is between two looks", () => {
    expect(outline([look(60 * minute, B, { at: 0, digest: A })])).toEqual(["a>b 0-60 look"]);
  });

  test("what was told is at its time, and is not seen a second time by the look that follows", () => {
    const facts = [push(10 * minute, B, { at: 0, digest: A }), look(10.1 * minute, B, { at: minute, digest: A })];
    expect(outline(facts, { at: 90 * minute, digest: B })).toEqual(["a>b 10 push"]);
  });

  test("a look that comes before the registry has written the tag takes nothing back", () => {
    const tooEarly = { at: 10.001 * minute, digest: A };
    const facts = [push(10 * minute, B, { at: 0, digest: A }), look(10.01 * minute, B, tooEarly)];
    expect(outline(facts)).toEqual(["a>b 10 push"]);
    expect(outline([push(10 * minute, B)], tooEarly)).toEqual(["a>b 10 push"]);
  });

  test("what is told late is put where it belongs, between the looks that saw its ends", () => {
    const seen = look(60 * minute, C, { at: 0, digest: A });
    expect(outline([push(20 * minute, B), push(40 * minute, C), seen])).toEqual(["a>b 20 push", "b>c 40 push"]);
  });

  test("a look just before what it saw is told of, by a slower clock, is no move of its own", () => {
    const seen = look(10 * minute, B, { at: 0, digest: A });
    expect(outline([seen, push(10.5 * minute, B)])).toEqual(["a>b 10.5 push"]);
    expect(outline([seen, push(30 * minute, B)])).toEqual(["a>b 0-10 look"]);
  });

  test("what was seen, went, and was told of when it came back is three moves", () => {
    const facts = [
      look(10 * minute, B, { at: 0, digest: A }),
      look(10.5 * minute, null, { at: 10.1 * minute, digest: B }),
    ];
    const back: TagFact = { at: 11 * minute, source: "restore", digest: B };
    expect(outline([...facts, back])).toEqual(["a>b 0-10 look", "b>- 10.1-10.5 look", "->b 11 restore"]);
  });

  test("there and back is two moves; pushed again as it was is none", () => {
    const facts = [push(minute, B, { at: 0, digest: A }), push(2 * minute, A), push(9 * minute, A)];
    expect(outline(facts, { at: 99 * minute, digest: A })).toEqual(["a>b 1 push", "b>a 2 push"]);
    expect(outline([push(minute, A, { at: 0.9 * minute, digest: A })])).toEqual([]);
  });

  test("what was told and never came true is seen not to be so", () => {
    const facts = [push(10 * minute, B, { at: 0, digest: A })];
    expect(outline(facts, { at: 60 * minute, digest: A })).toEqual(["a>b 10 push", "b>a 10-60 seen"]);
  });

  test("a tag that went and is there again came back between the two looks", () => {
    const gone: TagFact = { at: 10 * minute, source: "deletion", digest: null, before: { at: 0, digest: A } };
    expect(outline([gone], { at: 50 * minute, digest: B })).toEqual(["a>- 10 deletion", "->b 10-50 seen"]);
  });

  test("what a tag named before is not known where nobody looked", () => {
    expect(outline([push(minute, A)])).toEqual(["?>a 1 push"]);
    expect(outline([push(minute, A, { at: 0, digest: null })])).toEqual(["->a 1 push"]);
  });

  test("a move between a told one and a look that nobody told of is dated from the told one", () => {
    const facts = [push(10 * minute, B, { at: 0, digest: A }), look(60 * minute, C, { at: 20 * minute, digest: B })];
    expect(outline(facts)).toEqual(["a>b 10 push", "b>c 20-60 look"]);
  });
});
