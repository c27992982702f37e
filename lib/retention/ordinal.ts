import "server-only";

const words = ["", "second ", "third ", "fourth ", "fifth "];
const endings = { one: "st", two: "nd", few: "rd", other: "th" } as Record<Intl.LDMLPluralRule, string>;
const rules = new Intl.PluralRules("en", { type: "ordinal" });

/** "", "second ", "third " … "12th ", to stand before a superlative. */
export function ordinal(place: number): string {
  return words[place - 1] ?? `${place}${endings[rules.select(place)]} `;
}
