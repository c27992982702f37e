"use client";

import { useState } from "react";
import { TextField } from "@/components/ui/text-field";

type WordsFieldProps = {
  label: string;
  hint?: string;
  placeholder?: string;
  words: readonly string[];
  onChange: (words: string[]) => void;
  className?: string;
};

const wordsOf = (text: string) => text.split(/\s+/).filter((word) => word !== "");

/** Several words in one line, such as globs, with spaces between them. */
export function WordsField({ words, onChange, ...field }: WordsFieldProps) {
  const [text, setText] = useState(words.join(" "));
  // What is set from outside replaces what was typed; a space that was just typed is neither.
  const shown = wordsOf(text).join(" ") === words.join(" ") ? text : words.join(" ");
  return (
    <TextField
      {...field}
      value={shown}
      spellCheck={false}
      onChange={(event) => {
        setText(event.target.value);
        onChange(wordsOf(event.target.value));
      }}
    />
  );
}
