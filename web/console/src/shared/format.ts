import { type Locale, useLocale } from "./i18n";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Numbers, days, languages and countries as readers of this language write them. */
export function formats(locale: Locale) {
  const number = new Intl.NumberFormat(locale);
  const languages = new Intl.DisplayNames(locale, { type: "language" });
  const regions = new Intl.DisplayNames(locale, { type: "region" });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  return {
    number: (value: number) => number.format(value),
    percent: (ratio: number) => new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(ratio),
    ms: (value: number) => `${new Intl.NumberFormat(locale, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)} ms`,
    language: (tag: string) => name(languages, tag),
    country: (code: string) => name(regions, code),
    dateTime: (iso: string) => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso)),
    time: (iso: string) => new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" }).format(new Date(iso)),
    /** "3 min ago", "yesterday"; a date when it is over a week ago. */
    ago: (iso: string, now = Date.now()) => {
      const past = new Date(iso).getTime() - now;
      if (past > -MINUTE_MS) return relative.format(0, "second");
      if (past > -60 * MINUTE_MS) return relative.format(Math.round(past / MINUTE_MS), "minute");
      if (past > -DAY_MS) return relative.format(Math.round(past / (60 * MINUTE_MS)), "hour");
      if (past > -7 * DAY_MS) return relative.format(Math.round(past / DAY_MS), "day");
      return new Intl.DateTimeFormat(locale, { month: "short", day: "numeric", year: "numeric" }).format(new Date(iso));
    },
  };
}

function name(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}

export const useFormats = () => formats(useLocale().locale);
