/** Returns the address if the text is an http or https address without a password; null for anything else. */
export function webAddress(text: string): string | null {
  if (text.length > 2000 || !URL.canParse(text)) return null;
  const { protocol, username, password, href } = new URL(text);
  if (protocol !== "https:" && protocol !== "http:") return null;
  return username === "" && password === "" ? href : null;
}
