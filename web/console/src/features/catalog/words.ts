import { words } from "@/shared/i18n";
import { en } from "./en";
import { zh } from "./zh";

export const useWords = words(en, zh);
