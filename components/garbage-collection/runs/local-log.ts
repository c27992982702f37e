const lineStart = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ /gm;

const two = (value: number) => String(value).padStart(2, "0");

/** Returns a log with the reader's local time of day before each line, in place of the full UTC time. */
export function localLog(text: string): string {
  return text.replace(lineStart, (stamp) => {
    const at = new Date(stamp.trim());
    return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}  `;
  });
}
