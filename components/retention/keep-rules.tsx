"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, type RefObject, useRef } from "react";
import { Button } from "@/components/ui/button";
import { SelectMenu } from "@/components/ui/overlay/select-menu";
import type { PolicySpec } from "@/lib/contract/policies";

type Keep = PolicySpec["keep"];
type Newest = Keep["newest"][number];
type Within = Keep["within"][number];

const orders = ["semver", "pushed", "created"] as const;
const groups = ["all", "major", "minor", "prefix"] as const;
const dates = ["pulled", "pushed", "created"] as const;

const replaced = <T,>(items: readonly T[], at: number, item: T) => items.map((known, i) => (i === at ? item : known));
const without = <T,>(items: readonly T[], at: number) => items.filter((_, i) => i !== at);

type RulesProps<T> = { rules: readonly T[]; onChange: (rules: T[]) => void };

/** The rules that keep a number of the newest tags of each group. */
export function NewestRules({ rules, onChange }: RulesProps<Newest>) {
  const t = useTranslations("policies.form.newest");
  const add = useRef<HTMLButtonElement>(null);
  const remove = (at: number) => {
    onChange(without(rules, at));
    add.current?.focus();
  };
  const set = (at: number, part: Partial<Newest>) => {
    const rule = rules[at];
    if (rule) onChange(replaced(rules, at, { ...rule, ...part }));
  };
  return (
    <Rules add={t("add")} addRef={add} onAdd={() => onChange([...rules, { count: 5, by: "semver", per: "all" }])}>
      {rules.map(({ count, by, per }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a rule is nothing but its place.
        <Rule key={at} remove={t("remove")} onRemove={() => remove(at)}>
          <span>{t("the")}</span>
          <NumberBox label={t("count")} value={count} most={10_000} onChange={(value) => set(at, { count: value })} />
          <SelectMenu
            label={t("by")}
            value={by}
            options={orders.map((value) => ({ value, label: t(`orders.${value}`) }))}
            onValueChange={(value) => set(at, { by: value })}
          />
          <SelectMenu
            label={t("per")}
            value={per}
            options={groups.map((value) => ({ value, label: t(`groups.${value}`) }))}
            onValueChange={(value) => set(at, { per: value })}
          />
        </Rule>
      ))}
    </Rules>
  );
}

/** The rules that keep what was pulled, pushed or created within some days. */
export function WithinRules({ rules, onChange }: RulesProps<Within>) {
  const t = useTranslations("policies.form.within");
  const add = useRef<HTMLButtonElement>(null);
  const remove = (at: number) => {
    onChange(without(rules, at));
    add.current?.focus();
  };
  const set = (at: number, part: Partial<Within>) => {
    const rule = rules[at];
    if (rule) onChange(replaced(rules, at, { ...rule, ...part }));
  };
  return (
    <Rules add={t("add")} addRef={add} onAdd={() => onChange([...rules, { days: 30, of: "pulled" }])}>
      {rules.map(({ days, of }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a rule is nothing but its place.
        <Rule key={at} remove={t("remove")} onRemove={() => remove(at)}>
          <span>{t("what")}</span>
          <SelectMenu
            label={t("of")}
            value={of}
            options={dates.map((value) => ({ value, label: t(`dates.${value}`) }))}
            onValueChange={(value) => set(at, { of: value })}
          />
          <span>{t("inTheLast")}</span>
          <NumberBox label={t("days")} value={days} most={36_500} onChange={(value) => set(at, { days: value })} />
          <span>{t("daysUnit")}</span>
        </Rule>
      ))}
    </Rules>
  );
}

type RulesListProps = {
  add: string;
  /** Gets the focus when a rule is removed. */
  addRef: RefObject<HTMLButtonElement | null>;
  onAdd: () => void;
  children: ReactNode;
};

function Rules({ add, addRef, onAdd, children }: RulesListProps) {
  return (
    <div className="flex flex-col items-start gap-2">
      {children}
      <Button ref={addRef} variant="ghost" size="sm" onClick={onAdd} className="-ml-2">
        <Plus aria-hidden />
        {add}
      </Button>
    </div>
  );
}

function Rule({ remove, onRemove, children }: { remove: string; onRemove: () => void; children: ReactNode }) {
  return (
    <div className="flex w-full flex-wrap items-center gap-x-1.5 gap-y-2">
      {children}
      <Button variant="ghost" size="icon-sm" onClick={onRemove} className="ml-auto">
        <X aria-hidden />
        <span className="sr-only">{remove}</span>
      </Button>
    </div>
  );
}

type NumberBoxProps = { label: string; value: number; most: number; onChange: (value: number) => void };

/** A field for a whole number from 1. */
export function NumberBox({ label, value, most, onChange }: NumberBoxProps) {
  return (
    <input
      type="number"
      aria-label={label}
      required
      min={1}
      max={most}
      step={1}
      value={Number.isNaN(value) ? "" : value}
      onChange={(event) => onChange(event.target.valueAsNumber)}
      className="h-8.5 w-17 rounded-lg border border-line-strong bg-panel px-2 tabular-nums"
    />
  );
}
