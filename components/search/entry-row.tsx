"use client";

import { clsx } from "clsx";
import { type MouseEvent, type ReactNode, useEffect } from "react";
import type { Entry } from "./entry";
import { MarkedText } from "./marked-text";

type EntryRowProps = {
  id: string;
  entry: Entry;
  query: string;
  active: boolean;
  onPoint: () => void;
  onClick: (event: MouseEvent) => void;
};

const rowClass =
  "flex min-h-9 w-full scroll-my-8 items-center gap-2.5 rounded-lg px-2.5 py-1.5 text-left aria-selected:bg-accent-soft";

/** A row of the palette. The focus stays in the field; `aria-activedescendant` names the active row. */
export function EntryRow({ id, entry, query, active, onPoint, onClick }: EntryRowProps) {
  useEffect(() => {
    if (active) document.getElementById(id)?.scrollIntoView({ block: "nearest" });
  }, [active, id]);
  const option = {
    id,
    role: "option",
    "aria-selected": active,
    tabIndex: -1,
    className: rowClass,
    onPointerMove: active ? undefined : onPoint,
    onClick,
  };
  const content = <EntryContent entry={entry} query={query} active={active} />;
  if (entry.does !== "open")
    return (
      <button type="button" {...option}>
        {content}
      </button>
    );
  return (
    <a href={entry.href} {...option}>
      {content}
    </a>
  );
}

function EntryContent({ entry, query, active }: Pick<EntryRowProps, "entry" | "query" | "active">): ReactNode {
  const { icon: Icon, group, prefix = "", title, detail, aside } = entry;
  const marks = group === "recent" ? "" : query;
  const code = group === "digest" || group === "label";
  return (
    <>
      <Icon className={clsx("size-4 shrink-0", active ? "text-accent" : "text-faint")} aria-hidden />
      <span className="min-w-0 flex-1">
        <span title={prefix + title} className={clsx("flex min-w-0", code && "mono")}>
          {prefix ? (
            <span className="min-w-0 shrink-[9] truncate text-muted">
              <MarkedText text={prefix} query={marks} />
            </span>
          ) : null}
          <span className="min-w-0 truncate">
            <MarkedText text={title} query={marks} />
          </span>
        </span>
        {detail ? (
          <span title={detail} className="block truncate text-muted text-xs">
            <MarkedText text={detail} query={marks} />
          </span>
        ) : null}
      </span>
      {aside ? <span className="shrink-0 text-muted text-xs tabular-nums">{aside}</span> : null}
    </>
  );
}
