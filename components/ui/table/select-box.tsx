import { useTranslations } from "next-intl";

/** Which rows are selected, and how that changes. */
export type TableSelection = {
  has: (key: string) => boolean;
  /** `range`: everything from the row that was toggled last. */
  onToggle: (index: number, range: boolean) => void;
  /** Of all rows together: some, all or none of them. */
  state: "all" | "some" | "none";
  onToggleAll: () => void;
};

type SelectBoxProps = {
  /** What the row is called; none for the box of all rows. */
  name?: string;
  checked: boolean | "some" | undefined;
  onToggle: (range: boolean) => void;
};

/** The box that selects a row, or all of them. */
export function SelectBox({ name, checked, onToggle }: SelectBoxProps) {
  const t = useTranslations("ui.table");
  return (
    <input
      type="checkbox"
      aria-label={name === undefined ? t("selectAll") : t("select", { name })}
      checked={checked === true}
      ref={(box) => {
        if (box) box.indeterminate = checked === "some";
      }}
      onChange={(event) => onToggle((event.nativeEvent as MouseEvent).shiftKey)}
      className="block size-4 accent-accent"
    />
  );
}
