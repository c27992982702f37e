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

/** Several words in one line, such as globs, separated by spaces. */
export function WordsField({ words, onChange, ...field }: WordsFieldProps) {
  const [text, setText] = useState(words.join(" "));
  // Words set from outside replace the typed text; a space that was just typed doesn't change the words, and stays.
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
