"use client";

import { useTranslations } from "next-intl";
import { TextField } from "@/components/ui/text-field";
import type { TagSelector } from "@/lib/contract/policies";
import { WordsField } from "./words-field";

type SelectorFieldsProps = { selector: TagSelector; onChange: (selector: TagSelector) => void };

/** The three fields that select tags; an empty field is left out. */
export function SelectorFields({ selector, onChange }: SelectorFieldsProps) {
  const t = useTranslations("policies.form.selector");
  const change = (part: Partial<TagSelector>) => {
    const { globs = [], pattern = "", versions = "" } = { ...selector, ...part };
    onChange({ ...(globs.length > 0 && { globs }), ...(pattern && { pattern }), ...(versions && { versions }) });
  };
  return (
    <>
      <WordsField
        label={t("globs")}
        placeholder="pr-* latest"
        words={selector.globs ?? []}
        onChange={(globs) => change({ globs })}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          label={t("pattern")}
          placeholder="v\d+-rc.*"
          value={selector.pattern ?? ""}
          spellCheck={false}
          onChange={(event) => change({ pattern: event.target.value })}
        />
        <TextField
          label={t("versions")}
          placeholder=">=1.4 <2"
          value={selector.versions ?? ""}
          spellCheck={false}
          onChange={(event) => change({ versions: event.target.value })}
        />
      </div>
    </>
  );
}
