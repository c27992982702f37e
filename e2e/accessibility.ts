import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

type Look = { as?: string; rules?: string[] };

/** Fails on what axe calls serious or critical on the present page, by all of its rules unless some are named. */
export async function expectAccessible(page: Page, { as = "", rules }: Look = {}): Promise<void> {
  // Legacy mode reports from the page itself, which has no frames, and doesn't open another page for each report.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  const faults = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => ({ id, help, where: nodes.map(({ target }) => target.join(" ")) }));
  expect.soft(faults, as).toEqual([]);
}
