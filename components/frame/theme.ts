/** Read by the server, so that the first paint has the right colours without a script. */
export const themeCookie = "shipshape-theme";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export function readTheme(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? "system";
}
