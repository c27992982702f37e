const mostOddities = 100;
const longestText = 1_000_000;

/** The oddities of a document in plain words, such as "`created` is a number"; at most a hundred. */
export class Oddities {
  readonly found: string[] = [];

  note(place: string, what: string): void {
    if (this.found.length < mostOddities) this.found.push(`\`${visible(place)}\` ${what}`);
  }
}

/**
 * Reads an object of unknown origin field by field. A value whose type differs from the specification is read if it can
 * mean only one thing, and otherwise left out. Both cases are noted, and neither prevents reading the other fields.
 * Missing and null values are not odd.
 */
export class FieldReader {
  constructor(
    private readonly fields: Record<string, unknown>,
    readonly oddities: Oddities,
    private readonly place = "",
  ) {}

  placeOf(name: string): string {
    return this.place === "" ? name : `${this.place}.${name}`;
  }

  note(name: string, what: string): void {
    this.oddities.note(this.placeOf(name), what);
  }

  raw(name: string): unknown {
    return this.fields[name];
  }

  /** Returns null if the value is missing, null, empty or can't be written as a text. */
  text(name: string, maxLength = longestText): string | null {
    const value = this.fields[name];
    if (value === undefined || value === null || value === "") return null;
    if (typeof value !== "string") {
      this.note(name, `is ${typeName(value)}`);
      return isScalar(value) ? String(value) : null;
    }
    if (value.length <= maxLength) return value;
    this.note(name, `is longer than ${maxLength} characters`);
    return null;
  }

  /** Returns the texts of a list, or a bare text as a list of one. */
  texts(name: string, maxItems = 10_000): string[] {
    const value = this.fields[name];
    if (value === undefined || value === null) return [];
    if (typeof value === "string") return [value];
    if (!Array.isArray(value)) {
      this.note(name, `is ${typeName(value)}`);
      return [];
    }
    this.noteLength(name, value, maxItems);
    return value.slice(0, maxItems).flatMap((item, at) => {
      if (typeof item === "string") return item;
      this.note(`${name}[${at}]`, `is ${typeName(item)}`);
      return item === null ? [] : shown(item);
    });
  }

  /** Returns the keys of an object; some builders write them as a list. */
  keys(name: string): string[] {
    const value = this.fields[name];
    if (value === undefined || value === null) return [];
    if (isObject(value)) return Object.keys(value);
    this.note(name, `is ${typeName(value)}`);
    return itemTexts(Array.isArray(value) ? value : [value]);
  }

  /** Returns texts of the form `name=value`; an object gives one for each of its keys. */
  lines(name: string): string[] {
    const value = this.fields[name];
    if (!isObject(value)) return this.texts(name);
    this.note(name, "is an object");
    return Object.entries(value).map(([key, item]) => `${key}=${item === null ? "" : shown(item)}`);
  }

  /** Returns false if it is missing. */
  flag(name: string): boolean {
    const value = this.fields[name];
    if (value === undefined || value === null || typeof value === "boolean") return value ?? false;
    this.note(name, `is ${typeName(value)}`);
    return value === "true" || value === 1;
  }

  /** Returns a record of texts; other values are written as text. */
  record(name: string): Record<string, string> {
    const value = this.fields[name];
    if (value === undefined || value === null) return {};
    if (Array.isArray(value)) {
      this.note(name, "is a list");
      return Object.fromEntries(itemTexts(value).map(splitAtEquals));
    }
    if (!isObject(value)) {
      this.note(name, `is ${typeName(value)}`);
      return {};
    }
    const entries = Object.entries(value).map(([key, item]): [string, string] => {
      if (typeof item === "string") return [key, item];
      this.note(`${name}.${key}`, `is ${typeName(item)}`);
      return [key, item === null ? "" : shown(item)];
    });
    return Object.fromEntries(entries);
  }

  /** Returns a reader of the object's fields; null if there is no object. */
  object(name: string): FieldReader | null {
    const value = this.fields[name];
    if (value === undefined || value === null) return null;
    if (isObject(value)) return new FieldReader(value, this.oddities, this.placeOf(name));
    this.note(name, `is ${typeName(value)}`);
    return null;
  }

  /** Returns the items of a list with their places; null if it is not a list, and empty if it is missing. */
  list(name: string, maxItems: number): { item: unknown; place: string }[] | null {
    const value = this.fields[name];
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) {
      this.note(name, `is ${typeName(value)}`);
      return null;
    }
    this.noteLength(name, value, maxItems);
    return value.slice(0, maxItems).map((item, at) => ({ item, place: this.placeOf(`${name}[${at}]`) }));
  }

  private noteLength(name: string, value: unknown[], most: number): void {
    if (value.length > most) this.note(name, `has ${value.length} entries, of which ${most} are read`);
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns the name of a JSON value's type, for use in a sentence. */
export function typeName(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (value === "") return "empty";
  if (Array.isArray(value)) return "a list";
  const names: Record<string, string> = { number: "a number", string: "a text", boolean: "true or false" };
  return names[typeof value] ?? "an object";
}

const isScalar = (value: unknown) => typeof value === "number" || typeof value === "boolean";

function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function itemTexts(items: unknown[]): string[] {
  return items.flatMap((item) => (item === null || item === "" ? [] : shown(item)));
}

function splitAtEquals(line: string): [string, string] {
  const at = line.indexOf("=");
  return at === -1 ? [line, ""] : [line.slice(0, at), line.slice(at + 1)];
}

// A place contains names from the document.
function visible(place: string): string {
  const short = place.replace(/[\p{Cc}\p{Cf}`]/gu, " ").toWellFormed();
  return short.length > 120 ? `${short.slice(0, 119)}…` : short;
}
