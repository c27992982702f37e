import type { Page } from "@playwright/test";

/** Collects what the browser complains about: script errors, and what the content security policy refuses. */
export function watchComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("404")) complaints.push(message.text());
  });
  return complaints;
}
