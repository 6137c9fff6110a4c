import { type Language, localeOfLanguage } from './locale.ts';

/** ISO 3166-1 codes. The countries of Europe come first: most cross-border effects are near. */
const european =
  'AD AL AT BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI SK SM UA VA XK';
const others =
  'AE AF AG AI AM AO AQ AR AS AU AW AX AZ BB BD BF BH BI BJ BL BM BN BO BQ BR BS BT BV BW BZ CA CC CD CF CG CI CK CL CM CN CO CR CU CV CW CX DJ DM DO DZ EC EG EH ER ET FJ FK FM GA GD GE GF GH GL GM GN GP GQ GS GT GU GW GY HK HM HN HT ID IL IN IO IQ IR JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LK LR LS LY MA MF MG MH ML MM MN MO MP MQ MR MS MU MV MW MX MY MZ NA NC NE NF NG NI NP NR NU NZ OM PA PE PF PG PH PK PM PN PR PS PW PY QA RE RU RW SA SB SC SD SG SH SJ SL SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UG UM US UY UZ VC VE VG VI VN VU WF WS YE YT ZA ZM ZW';

export interface Country {
  code: string;
  name: string;
}
export interface Countries {
  europe: readonly Country[];
  world: readonly Country[];
}

const cache = new Map<Language, Countries>();

/** All countries by name, in the order of the language's alphabet. */
export function countriesIn(language: Language): Countries {
  const known = cache.get(language);
  if (known) return known;
  const locale = localeOfLanguage(language);
  const names = new Intl.DisplayNames(locale, { type: 'region' });
  const collator = new Intl.Collator(locale);
  const list = (codes: string) =>
    codes
      .split(' ')
      .map((code) => ({ code, name: names.of(code) ?? code }))
      .sort((a, b) => collator.compare(a.name, b.name));
  const countries = { europe: list(european), world: list(others) };
  cache.set(language, countries);
  return countries;
}

export const isCountryCode = (code: string): boolean => ` ${european} ${others} `.includes(` ${code} `) && /^[A-Z]{2}$/.test(code);
