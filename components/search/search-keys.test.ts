// @vitest-environment happy-dom
import { afterEach, expect, test } from "vitest";
import { isToggle, opensSearch, typeKey } from "./search-keys";

afterEach(() => document.body.replaceChildren());

function press(key: string, init: KeyboardEventInit = {}, target: HTMLElement = document.body): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, ...init });
  target.dispatchEvent(event);
  return event;
}

function add(html: string): HTMLElement {
  document.body.innerHTML = html;
  return document.body.firstElementChild as HTMLElement;
}

test("a slash opens the search where it isn't typed into something", () => {
  expect(opensSearch(press("/"))).toBe(true);
  expect(opensSearch(press("/", { ctrlKey: true }))).toBe(false);
  expect(opensSearch(press("/", {}, add("<input>")))).toBe(false);
});

test("Ctrl with K opens it from a field too, but never over a dialog", () => {
  expect(opensSearch(press("k", { ctrlKey: true }, add("<input>")))).toBe(true);
  add('<div role="dialog"></div>');
  expect(opensSearch(press("k", { ctrlKey: true }))).toBe(false);
  expect(opensSearch(press("/"))).toBe(false);
  expect(isToggle(press("k", { ctrlKey: true, shiftKey: true }))).toBe(false);
});

test("what is typed before the field is there is kept", () => {
  const typed = ["a", "ü", "Backspace", "1", "/"].reduce((text, key) => typeKey(text, press(key)) ?? text, "");
  expect(typed).toBe("a1/");
  for (const key of ["Enter", "Escape", "ArrowDown", "Tab", "F5"]) expect(typeKey("a", press(key)), key).toBeNull();
  expect(typeKey("a", press("b", { metaKey: true }))).toBeNull();
});
