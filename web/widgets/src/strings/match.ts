const TRADITIONAL = /^zh-(hant|tw|hk|mo)\b/i;

/**
 * The tag among ours that a shopper with this BCP 47 tag reads best; "en" when none fits.
 *
 * Regions decide the script of Chinese; Portuguese is always Brazil's.
 */
export function matchLanguage(tag: string | null | undefined, known: Iterable<string>): string {
  const tags = [...known];
  const wanted = (tag ?? "").replaceAll("_", "-").toLowerCase();
  const exact = tags.find((one) => one.toLowerCase() === wanted);
  if (exact) return exact;
  if (wanted.startsWith("zh")) return TRADITIONAL.test(wanted) ? "zh-Hant" : "zh-Hans";
  const base = wanted.split("-")[0] ?? "";
  return tags.find((one) => one.toLowerCase().split("-")[0] === base) ?? "en";
}

/** Whether a language is written from right to left. */
export function isRightToLeft(tag: string): boolean {
  return /^(ar|he|fa|ur)\b/i.test(tag);
}
