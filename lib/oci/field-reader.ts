const mostOddities = 100;
const longestText = 1_000_000;

/** What is odd in a document, in plain words, at most a hundred: "`created` is a number". */
export class Oddities {
  readonly found: string[] = [];

  note(place: string, what: string): void {
    if (this.found.length < mostOddities) this.found.push(`\`${visible(place)}\` ${what}`);
  }
}

/**
 * Reads an object of unknown origin field by field. A value of another type than the specification's is read where it
 * can mean only one thing, otherwise left out; either is noted, and never stands in the way of the other fields. What is
 * missing or null is not odd.
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

  /** Null where it is missing, null, empty or nothing that can be written as a text. */
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

  /** The texts of a list; of a bare text, that one. */
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

  /** The keys of an object; builders have also written them as a list. */
  keys(name: string): string[] {
    const value = this.fields[name];
    if (value === undefined || value === null) return [];
    if (isObject(value)) return Object.keys(value);
    this.note(name, `is ${typeName(value)}`);
    return itemTexts(Array.isArray(value) ? value : [value]);
  }

  /** Texts of the form `name=value`; of an object, one for each of its keys. */
  lines(name: string): string[] {
    const value = this.fields[name];
    if (!isObject(value)) return this.texts(name);
    this.note(name, "is an object");
    return Object.entries(value).map(([key, item]) => `${key}=${item === null ? "" : shown(item)}`);
  }

  /** False where it is missing. */
  flag(name: string): boolean {
    const value = this.fields[name];
    if (value === undefined || value === null || typeof value === "boolean") return value ?? false;
    this.note(name, `is ${typeName(value)}`);
    return value === "true" || value === 1;
  }

  /** A record of texts; values that are none are written as text. */
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

  /** The object's fields; null where there is none. */
  object(name: string): FieldReader | null {
    const value = this.fields[name];
    if (value === undefined || value === null) return null;
    if (isObject(value)) return new FieldReader(value, this.oddities, this.placeOf(name));
    this.note(name, `is ${typeName(value)}`);
    return null;
  }

  /** The items of a list, with their places; null where it is something else, and empty where there is none. */
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

/** What a JSON value is, as it is said in a sentence. */
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

// A place has names of the document's own in it.
function visible(place: string): string {
  const short = place.replace(/[\p{Cc}\p{Cf}`]/gu, " ").toWellFormed();
  return short.length > 120 ? `${short.slice(0, 119)}…` : short;
}
