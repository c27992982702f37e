import { clsx } from "clsx";
import { type ComponentProps, useId } from "react";

type TextFieldProps = Omit<ComponentProps<"input">, "id"> & { label: string; hint?: string; error?: string | null };

/** A labelled line of text in a form, with its error. */
export function TextField({ label, hint, error, className, ...input }: TextFieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint;
  return (
    <div className={clsx("flex flex-col gap-1.5", className)}>
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <input
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? noteId : undefined}
        className={clsx(
          "h-9 w-full rounded-lg border bg-panel px-3 focus-visible:outline-offset-0",
          error ? "border-red" : "border-line-strong",
        )}
        {...input}
      />
      {note ? (
        <p id={noteId} className={clsx("text-sm", error ? "text-red" : "text-muted")}>
          {note}
        </p>
      ) : null}
    </div>
  );
}
