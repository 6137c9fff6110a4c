/** Who lives in Arvenne. One person at least in every role; texts of theirs follow their language. */
import type { Role } from '#platform/context/actor.ts';
import type { Language } from '#platform/i18n/language.ts';

export interface Person {
  firstName: string;
  lastName: string;
  jobTitle: string;
  email: string;
  language: Language;
  /** Of the first membership, when there are several. */
  role: Role;
  memberships: readonly PersonMembership[];
}

/** Organisations by acronym or slug. */
export type PersonMembership =
  | { kind: 'platform' }
  | { kind: 'operator'; of: string; administrator: boolean }
  | { kind: 'regulator'; of: string; administrator: boolean; sectors?: readonly string[] }
  | { kind: 'observer'; of: string; administrator: boolean };

type Name = [firstName: string, lastName: string, jobTitle: string];

function person(
  [firstName, lastName, jobTitle]: Name,
  email: string,
  role: Role,
  memberships: PersonMembership[],
  language: Language = 'en',
): Person {
  return { firstName, lastName, jobTitle, email, role, memberships, language };
}

const operatorAdministrator = (name: Name, email: string, of: string, language?: Language) =>
  person(name, email, 'operatorAdministrator', [{ kind: 'operator', of, administrator: true }], language);
const operatorUser = (name: Name, email: string, of: string, language?: Language) =>
  person(name, email, 'operatorUser', [{ kind: 'operator', of, administrator: false }], language);
const regulatorAdministrator = (name: Name, email: string, of: string, language?: Language) =>
  person(name, email, 'regulatorAdministrator', [{ kind: 'regulator', of, administrator: true }], language);
const regulatorUser = (name: Name, email: string, of: string, language?: Language, sectors?: string[]) =>
  person(name, email, 'regulatorUser', [{ kind: 'regulator', of, administrator: false, ...(sectors && { sectors }) }], language);

/** The first ones are those whom a visitor tries first. */
export const people = {
  elin: operatorAdministrator(['Elin', 'Marchetti', 'Head of security'], 'elin.marchetti@norvane.example', 'NOG'),
  tomas: regulatorAdministrator(['Tomas', 'Verhaegen', 'Head of incident handling'], 'tomas.verhaegen@nca.example', 'nca'),
  petra: person(['Petra', 'Schneider', 'Duty lead'], 'petra.schneider@cert.example', 'observerAdministrator', [
    { kind: 'observer', of: 'cert', administrator: true },
  ]),
  dana: regulatorAdministrator(['Dana', 'Okafor', 'Head of breach notifications'], 'dana.okafor@dpc.example', 'dpc'),
  ada: regulatorUser(['Ada', 'Lindqvist', 'Incident analyst'], 'ada.lindqvist@nca.example', 'nca'),
  bram: regulatorUser(['Bram', 'de Wit', 'Incident analyst, energy and health'], 'bram.dewit@nca.example', 'nca', 'nl', [
    'energy',
    'health',
  ]),
  jonas: operatorUser(['Jonas', 'Petit', 'SOC duty lead'], 'jonas.petit@norvane.example', 'NOG', 'fr'),
  mira: person(['Mira', 'Castellan', 'Security officer of two companies'], 'mira.castellan@norvane.example', 'operatorAdministrator', [
    { kind: 'operator', of: 'NOH', administrator: true },
    { kind: 'operator', of: 'NOG', administrator: false },
  ]),
  ines: person(['Ines', 'Vandermeer', 'Platform administrator'], 'ines.vandermeer@vigie.example', 'platformAdministrator', [
    { kind: 'platform' },
  ]),
  luc: person(
    ['Luc', 'Moreau', 'Analyste'],
    'luc.moreau@cert.example',
    'observerUser',
    [{ kind: 'observer', of: 'cert', administrator: false }],
    'fr',
  ),
  florence: regulatorAdministrator(['Florence', 'Lambert', 'Directrice'], 'florence.lambert@etta.example', 'etta', 'fr'),
  joris: regulatorUser(['Joris', 'Peeters', 'Toezichthouder vervoer'], 'joris.peeters@etta.example', 'etta', 'nl', ['transport']),
  henrik: regulatorAdministrator(['Henrik', 'Olsen', 'Head of operational resilience'], 'henrik.olsen@fsa.example', 'fsa'),
  marc: regulatorUser(['Marc', 'Weber', 'Referent'], 'marc.weber@dpc.example', 'dpc', 'de'),
  katja: operatorAdministrator(['Katja', 'Brandt', 'Chief information security officer'], 'katja.brandt@transvia.example', 'TVR'),
  pieter: operatorAdministrator(['Pieter', 'van Loon', 'Security operations manager'], 'pieter.vanloon@lumio.example', 'LUM'),
  claire: operatorAdministrator(['Claire', 'Fontaine', 'Responsable de la sécurité'], 'claire.fontaine@sainte-aurore.example', 'HSA', 'fr'),
  ruth: operatorAdministrator(['Ruth', 'Adeyemi', 'Information security officer'], 'ruth.adeyemi@valbourg.example', 'VAL'),
  stefan: operatorAdministrator(['Stefan', 'Kowalski', 'IT manager'], 'stefan.kowalski@port-mersange.example', 'POM'),
  lena: operatorAdministrator(['Lena', 'Hoffmann', 'Compliance officer'], 'lena.hoffmann@sigilis.example', 'SIG'),
  antoine: operatorAdministrator(['Antoine', 'Rivard', 'Responsable informatique'], 'antoine.rivard@eaux-mersange.example', 'EDM', 'fr'),
  sylvie: operatorAdministrator(['Sylvie', 'Delattre', 'Head of ICT risk'], 'sylvie.delattre@meridiane.example', 'BQM'),
  uwe: operatorAdministrator(['Uwe', 'Zimmermann', 'IT-Leiter'], 'uwe.zimmermann@kupfermann.example', 'KUP', 'de'),
  femke: operatorAdministrator(['Femke', 'Bakker', 'Hoofd ICT'], 'femke.bakker@poldermelk.example', 'POL', 'nl'),
  oskar: operatorAdministrator(['Oskar', 'Nyman', 'Site reliability lead'], 'oskar.nyman@nimbora.example', 'NIM'),
  noor: person(['Noor', 'Haddad', 'Consultant'], 'noor.haddad@people.example', 'incidentUser', []),
} as const satisfies Record<string, Person>;

export type PersonKey = keyof typeof people;
