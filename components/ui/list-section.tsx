import { type ReactNode, useId } from "react";
import { Panel } from "./panel";
import { ProblemNotice } from "./problem-notice";

type ListSectionProps<Item> = {
  title: string;
  intro?: string;
  items: readonly Item[] | undefined;
  /** Said if there are no items. */
  none?: string;
  row: (item: Item) => ReactNode;
  /** Why the items could not be read; shown only while there are none from before. */
  error: unknown;
  /** What could not be read, for its notice. */
  unreadable: string;
  onRetry: () => void;
  /** A form below the items. */
  children?: ReactNode;
};

/** A titled list of a few things in a panel, with a form to add another. */
export function ListSection<Item>(props: ListSectionProps<Item>) {
  const { title, intro, items, none, row, error, unreadable, onRetry, children } = props;
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={intro === undefined ? "mb-2.5 font-semibold" : "mb-1 font-semibold"}>
        {title}
      </h2>
      {intro === undefined ? null : <p className="mb-2.5 max-w-3xl text-muted">{intro}</p>}
      {error && !items ? <ProblemNotice error={error} what={unreadable} onRetry={onRetry} className="mb-2.5" /> : null}
      <Panel>
        {items?.length === 0 ? <p className="px-4 py-3 text-muted">{none}</p> : null}
        <ul className="divide-y divide-line">{items?.map(row)}</ul>
        {children}
      </Panel>
    </section>
  );
}

/** What a form was refused with, below its fields; nothing without an error. */
export function FormError({ children }: { children: string | null }) {
  return children === null ? null : (
    <p role="alert" className="w-full text-red text-sm">
      {children}
    </p>
  );
}
