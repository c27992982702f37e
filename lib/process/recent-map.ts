import "server-only";

/** A map that holds at most `most` entries: beyond that, those set longest ago are deleted. */
export class RecentMap<Key, Value> extends Map<Key, Value> {
  constructor(private readonly most: number) {
    super();
  }

  override set(key: Key, value: Value): this {
    super.delete(key);
    super.set(key, value);
    for (const oldest of super.keys()) {
      if (super.size <= this.most) break;
      super.delete(oldest);
    }
    return this;
  }
}
