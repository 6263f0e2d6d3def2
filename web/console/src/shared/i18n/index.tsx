import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";

export type Locale = "en" | "zh-Hans";

interface Choice {
  locale: Locale;
  setLocale: (locale: Locale) => void;
}

const KEY = "farshore:locale";
const Context = createContext<Choice>({ locale: "en", setLocale: () => undefined });

function firstLocale(): Locale {
  const kept = localStorage.getItem(KEY);
  if (kept === "en" || kept === "zh-Hans") return kept;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh-Hans" : "en";
}

/** The language of the console: the browser's, until the seller chooses. */
export function LocaleProvider({ children }: { children: ReactNode }) {
  const [locale, setLocale] = useState<Locale>(firstLocale);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  const choice = useMemo(
    () => ({
      locale,
      setLocale: (next: Locale) => {
        localStorage.setItem(KEY, next);
        setLocale(next);
      },
    }),
    [locale],
  );
  return <Context value={choice}>{children}</Context>;
}

export const useLocale = (): Choice => useContext(Context);

/** A hook that gives a feature its words: English is the measure, the other must say all of it. */
export function words<T>(en: T, zh: NoInfer<T>): () => T {
  return () => (useLocale().locale === "en" ? en : zh);
}
