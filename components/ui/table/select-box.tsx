import { useTranslations } from "next-intl";

/** The selected rows, and the functions that change the selection. */
export type TableSelection = {
  has: (key: string) => boolean;
  /** With `range`, everything from the row that was toggled last is toggled. */
  onToggle: (index: number, range: boolean) => void;
  /** Whether all, some or none of the rows are selected. */
  state: "all" | "some" | "none";
  onToggleAll: () => void;
};

type SelectBoxProps = {
  /** The name of the row; undefined for the box of all rows. */
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
