import { launcher as ar, close as arClose } from "../strings/ar.json";
import { launcher as de, close as deClose } from "../strings/de.json";
import { launcher as en, close as enClose } from "../strings/en.json";
import { launcher as es, close as esClose } from "../strings/es.json";
import { launcher as fr, close as frClose } from "../strings/fr.json";
import { launcher as hi, close as hiClose } from "../strings/hi.json";
import { launcher as id, close as idClose } from "../strings/id.json";
import { launcher as it, close as itClose } from "../strings/it.json";
import { launcher as ja, close as jaClose } from "../strings/ja.json";
import { launcher as ko, close as koClose } from "../strings/ko.json";
import { launcher as nl, close as nlClose } from "../strings/nl.json";
import { launcher as pl, close as plClose } from "../strings/pl.json";
import { launcher as ptBR, close as ptBRClose } from "../strings/pt-BR.json";
import { launcher as ru, close as ruClose } from "../strings/ru.json";
import { launcher as th, close as thClose } from "../strings/th.json";
import { launcher as tr, close as trClose } from "../strings/tr.json";
import { launcher as vi, close as viClose } from "../strings/vi.json";
import { launcher as zhHans, close as zhHansClose } from "../strings/zh-Hans.json";
import { launcher as zhHant, close as zhHantClose } from "../strings/zh-Hant.json";

/** What the launcher says, closed and open: only these two words of each language are in the loader. */
export const labels: Record<string, readonly [string, string]> = {
  en: [en, enClose],
  "zh-Hans": [zhHans, zhHansClose],
  "zh-Hant": [zhHant, zhHantClose],
  ja: [ja, jaClose],
  ko: [ko, koClose],
  es: [es, esClose],
  "pt-BR": [ptBR, ptBRClose],
  fr: [fr, frClose],
  de: [de, deClose],
  it: [it, itClose],
  nl: [nl, nlClose],
  ru: [ru, ruClose],
  pl: [pl, plClose],
  tr: [tr, trClose],
  ar: [ar, arClose],
  hi: [hi, hiClose],
  th: [th, thClose],
  vi: [vi, viClose],
  id: [id, idClose],
};
