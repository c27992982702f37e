import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { Segmented } from "@/components/ui/segmented";
import { TextField } from "@/components/ui/text-field";
import { mistakeIn } from "./guide-mistakes";
import type { Field, FieldName } from "./set-up-guides";

type GuideFieldProps = {
  name: FieldName;
  field: Field;
  value: string;
  onValueChange: (value: string) => void;
};

/** The field for one of the names that a guide's lines contain. */
export function GuideField({ name, field, value, onValueChange }: GuideFieldProps) {
  const t = useTranslations("garbageCollection.setUp");
  const label = t(`fields.${name}`);
  const mistake = mistakeIn(name, value);
  if (!field.options)
    return (
      <TextField
        label={label}
        {...(name === "folders" || name === "server" ? { hint: t(`hints.${name}`) } : {})}
        error={mistake === null ? null : t(`hints.${mistake}`)}
        value={value}
        onChange={(event) => onValueChange(event.target.value)}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
      />
    );
  return (
    <div className={clsx("flex min-w-0 flex-col items-start gap-1.5", field.options.length > 3 && "col-span-full")}>
      <span aria-hidden className="font-medium">
        {label}
      </span>
      <Segmented
        label={label}
        value={value}
        onValueChange={onValueChange}
        segments={field.options.map((option) => ({ value: option, label: t(`choices.${option as "proxy"}`) }))}
      />
    </div>
  );
}
