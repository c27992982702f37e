const lineStart = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ /gm;

const two = (value: number) => String(value).padStart(2, "0");

/** A log with the time of day where the reader is, instead of the whole UTC time, before each line. */
export function localLog(text: string): string {
  return text.replace(lineStart, (stamp) => {
    const at = new Date(stamp.trim());
    return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}  `;
  });
}
