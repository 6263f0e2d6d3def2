import ar from "./ar.json";
import de from "./de.json";
import en from "./en.json";
import es from "./es.json";
import fr from "./fr.json";
import hi from "./hi.json";
import id from "./id.json";
import it from "./it.json";
import ja from "./ja.json";
import ko from "./ko.json";
import nl from "./nl.json";
import pl from "./pl.json";
import ptBR from "./pt-BR.json";
import ru from "./ru.json";
import th from "./th.json";
import tr from "./tr.json";
import vi from "./vi.json";
import zhHans from "./zh-Hans.json";
import zhHant from "./zh-Hant.json";

/** The words of the widget in one language. */
export type Strings = typeof en;

export const languages: Record<string, Strings> = {
  en,
  "zh-Hans": zhHans,
  "zh-Hant": zhHant,
  ja,
  ko,
  es,
  "pt-BR": ptBR,
  fr,
  de,
  it,
  nl,
  ru,
  pl,
  tr,
  ar,
  hi,
  th,
  vi,
  id,
};
