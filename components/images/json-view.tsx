"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { memo, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { formatBytes } from "@/lib/format/bytes";
import { formatCount } from "@/lib/format/count";
import { visibleText } from "@/lib/format/visible-text";
import { isDigest } from "@/lib/oci/digest";
import { type JsonLine, type JsonToken, layOutJson } from "./json-tokens";

type LinkOf = (digest: string, path: readonly string[]) => string | null;

const shownLines = 1500;
const shownCharacters = 20_000;

/** JSON text laid out in lines. Only the start of a very long text is drawn at first. */
export function JsonView({ text, wrap, linkOf }: { text: string; wrap: boolean; linkOf: LinkOf }) {
  const t = useTranslations("image.manifest");
  const [all, setAll] = useState(false);
  const lines = useMemo(() => (isJson(text) ? layOutJson(text) : null), [text]);
  if (!lines) {
    return (
      <div className="p-3">
        <p className="mb-2 text-amber">{t("notJson")}</p>
        <pre className="mono wrap-anywhere whitespace-pre-wrap">
          {visibleText(text.slice(0, shownCharacters), { keepLines: true })}
        </pre>
      </div>
    );
  }
  const shown = all ? lines : lines.slice(0, shownLines);
  const size = formatBytes(new TextEncoder().encode(text).length);
  return (
    <>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: lines that are cut off must be scrollable by the keyboard
        tabIndex={0}
        dir="ltr"
        className="mono overflow-x-auto px-2 py-3 leading-5 -outline-offset-2"
      >
        {shown.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a text that never changes
          <Line key={index} line={line} wrap={wrap} linkOf={linkOf} />
        ))}
      </pre>
      <p className="flex flex-wrap items-center gap-3 border-line border-t px-3 py-2 text-muted text-sm">
        {t("lines", { count: lines.length, size })}
        {shown.length < lines.length ? (
          <Button size="sm" onClick={() => setAll(true)}>
            {t("showAll", { count: formatCount(lines.length) })}
          </Button>
        ) : null}
      </p>
    </>
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const Line = memo(function Line({ line, wrap, linkOf }: { line: JsonLine; wrap: boolean; linkOf: LinkOf }) {
  return (
    <div
      className={clsx("pr-2", wrap ? "wrap-anywhere whitespace-pre-wrap" : "whitespace-pre")}
      // The continuation of a wrapped line is indented by two characters.
      style={{ paddingLeft: `${line.indent * 2 + 3}ch`, textIndent: "-2ch" }}
    >
      {line.tokens.map((token, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the words of a line that never changes
        <Token key={index} token={token} linkOf={linkOf} />
      ))}
    </div>
  );
});

const colors = { key: "text-muted", string: "text-text", literal: "text-accent", punctuation: "text-faint" };

function Token({ token: { kind, text, path }, linkOf }: { token: JsonToken; linkOf: LinkOf }) {
  const digest = kind === "string" ? text.slice(1, -1) : "";
  const href = isDigest(digest) ? linkOf(digest, path) : null;
  if (!href) return <span className={colors[kind]}>{visibleText(text)}</span>;
  return (
    <span className={colors.string}>
      "
      <Link href={href} prefetch={false} className="text-accent hover:underline">
        {digest}
      </Link>
      "
    </span>
  );
}
