/** The address if the text is one of http or https, without a password in it; null for anything else. */
export function webAddress(text: string): string | null {
  if (text.length > 2000 || !URL.canParse(text)) return null;
  const { protocol, username, password, href } = new URL(text);
  if (protocol !== "https:" && protocol !== "http:") return null;
  return username === "" && password === "" ? href : null;
}
