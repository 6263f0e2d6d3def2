import { formats } from "@/shared/format";
import type { Locale } from "@/shared/i18n";

interface Choice {
  value: string;
  label: string;
}

const COUNTRIES =
  "CN HK TW MO SG US CA MX BR AR CL CO PE GB IE DE AT CH FR BE NL LU ES PT IT GR PL CZ SK HU RO BG SE NO DK FI EE LV LT UA RU TR IL SA AE QA KW EG MA ZA NG KE IN PK BD LK JP KR VN TH MY ID PH AU NZ".split(
    " ",
  );
const CURRENCIES =
  "USD CNY EUR GBP JPY KRW HKD TWD SGD AUD CAD NZD CHF SEK NOK DKK PLN CZK HUF RON TRY RUB UAH ILS AED SAR QAR KWD EGP ZAR NGN KES INR PKR BDT IDR MYR PHP THB VND BRL MXN ARS CLP COP PEN".split(
    " ",
  );
const ZONE_COUNTRY: Record<string, string> = {
  "Asia/Shanghai": "CN",
  "Asia/Urumqi": "CN",
  "Asia/Hong_Kong": "HK",
  "Asia/Taipei": "TW",
  "Asia/Singapore": "SG",
  "Asia/Tokyo": "JP",
  "Asia/Seoul": "KR",
  "Europe/London": "GB",
  "Europe/Berlin": "DE",
  "Europe/Paris": "FR",
  "Europe/Madrid": "ES",
};

/** Countries by the reader's own names for them. */
export function countryChoices(locale: Locale): Choice[] {
  const { country } = formats(locale);
  return COUNTRIES.map((value) => ({ value, label: country(value) }));
}

export function currencyChoices(locale: Locale): Choice[] {
  const names = new Intl.DisplayNames(locale, { type: "currency" });
  return CURRENCIES.map((value) => ({ value, label: `${value} · ${names.of(value) ?? value}` }));
}

/** Every IANA zone that the browser lists, with its offset now; and the one that is set, should it be an alias such as UTC. */
export function zoneChoices(current: string): Choice[] {
  const zones = [...new Set([current, "UTC", ...Intl.supportedValuesOf("timeZone")])].filter(isZone);
  return zones.map((value) => ({
    value,
    label: `${value.replaceAll("_", " ")} (${offset(value)})`,
  }));
}

function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }) !== null;
  } catch {
    return false;
  }
}

function offset(timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "shortOffset" }).formatToParts();
  return parts.find((part) => part.type === "timeZoneName")?.value ?? "";
}

/** What the browser lets us guess of a new shop. */
export function guess(): { time_zone: string; country: string; currency: string } {
  const time_zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
  const country = ZONE_COUNTRY[time_zone] ?? navigator.language.split("-").at(-1)?.toUpperCase() ?? "CN";
  return { time_zone, country: COUNTRIES.includes(country) ? country : "CN", currency: "USD" };
}

/** Whether a text is a web origin: scheme, host, perhaps a port, nothing more. */
export function isOrigin(text: string): boolean {
  try {
    return new URL(text).origin === text.replace(/\/$/, "") && /^https?:/.test(text);
  } catch {
    return false;
  }
}
