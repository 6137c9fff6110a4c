/** The fictional country of Arvenne: who supervises, who observes, who operates. */
import type { SeedCategory, SeedObserver, SeedOperator, SeedRegulator } from '#modules/governance/index.ts';

export const zone = 'Europe/Luxembourg';
const place = { country: 'LU', zone };

export const regulators: readonly SeedRegulator[] = [
  {
    slug: 'nca',
    short: 'NCA',
    name: {
      en: 'National Cybersecurity Authority',
      fr: 'Autorité nationale de cybersécurité',
      de: 'Nationale Cybersicherheitsbehörde',
      nl: 'Nationale Cyberbeveiligingsautoriteit',
    },
    email: 'incidents@nca.example',
    phone: '+352 55 01 10',
    website: 'https://nca.example',
    ...place,
  },
  {
    slug: 'etta',
    short: 'ETTA',
    name: {
      en: 'Energy, Telecom and Transport Authority',
      fr: 'Autorité de l’énergie, des télécommunications et des transports',
      de: 'Behörde für Energie, Telekommunikation und Verkehr',
      nl: 'Autoriteit voor energie, telecom en vervoer',
    },
    email: 'incidents@etta.example',
    phone: '+352 55 02 20',
    website: 'https://etta.example',
    ...place,
  },
  {
    slug: 'fsa',
    short: 'FSA',
    name: {
      en: 'Financial Supervision',
      fr: 'Surveillance financière',
      de: 'Finanzaufsicht',
      nl: 'Financieel Toezicht',
    },
    email: 'incidents@fsa.example',
    phone: '+352 55 03 30',
    website: 'https://fsa.example',
    ...place,
  },
  {
    slug: 'dpc',
    short: 'DPC',
    name: {
      en: 'Data Protection Commission',
      fr: 'Commission de la protection des données',
      de: 'Datenschutzkommission',
      nl: 'Commissie gegevensbescherming',
    },
    email: 'breaches@dpc.example',
    phone: '+352 55 04 40',
    website: 'https://dpc.example',
    ...place,
  },
];

export const observers: readonly SeedObserver[] = [
  {
    slug: 'cert',
    short: 'CERT',
    name: { en: 'CERT Arvenne', fr: 'CERT Arvenne', de: 'CERT Arvenne', nl: 'CERT Arvenne' },
    email: 'duty@cert.example',
    phone: '+352 55 11 20',
    rules: [{ regulation: 'nis2', sectors: [], shareContacts: true }],
  },
];

/** Folder of a shipped pack, and the regulator who works with it. */
export const packs = [
  { folder: 'nis2', regulator: 'nca' },
  { folder: 'gdpr', regulator: 'dpc' },
] as const;

export const categories: readonly SeedCategory[] = [
  designation('essential', 'Essential entity', 'Entité essentielle', 'Besonders wichtige Einrichtung', 'Essentiële entiteit'),
  designation('important', 'Important entity', 'Entité importante', 'Wichtige Einrichtung', 'Belangrijke entiteit'),
  designation(
    'critical-entity',
    'Critical entity (CER)',
    'Entité critique (CER)',
    'Kritische Einrichtung (CER)',
    'Kritieke entiteit (CER)',
  ),
  size('large', 'Large', 'Grande taille', 'Groß', 'Groot'),
  size('medium', 'Medium-sized', 'Taille moyenne', 'Mittelgroß', 'Middelgroot'),
  type('network-operator', 'Network operator', 'Gestionnaire de réseau', 'Netzbetreiber', 'Netbeheerder'),
  type(
    'trust-service-provider',
    'Trust service provider',
    'Prestataire de services de confiance',
    'Vertrauensdiensteanbieter',
    'Verlener van vertrouwensdiensten',
  ),
  type('hospital', 'Hospital', 'Hôpital', 'Krankenhaus', 'Ziekenhuis'),
  type('credit-institution', 'Credit institution', 'Établissement de crédit', 'Kreditinstitut', 'Kredietinstelling'),
  type('public-body', 'Public body', 'Organisme public', 'Öffentliche Stelle', 'Overheidsinstantie'),
];

function category(kind: SeedCategory['kind'], code: string, [en, fr, de, nl]: [string, string, string, string]): SeedCategory {
  return { code, kind, label: { en, fr, de, nl } };
}
function designation(code: string, ...label: [string, string, string, string]): SeedCategory {
  return category('designation', code, label);
}
function size(code: string, ...label: [string, string, string, string]): SeedCategory {
  return category('size', code, label);
}
function type(code: string, ...label: [string, string, string, string]): SeedCategory {
  return category('type', code, label);
}

function operator(
  acronym: string,
  name: string,
  domain: string,
  about: Pick<SeedOperator, 'sectors' | 'categories'> & { also?: string[] },
): SeedOperator {
  const { also = [], ...rest } = about;
  return {
    acronym,
    name,
    email: `security@${domain}`,
    phone: '+352 41 12 00',
    country: 'LU',
    supervisedBy: ['nca', 'dpc', ...also],
    ...rest,
  };
}

export const operators = [
  operator('NOG', 'Norvane Grid', 'norvane.example', {
    sectors: ['energy-electricity'],
    categories: ['essential', 'critical-entity', 'large', 'network-operator'],
    also: ['etta'],
  }),
  operator('NOH', 'Norvane Heat', 'norvane.example', {
    sectors: ['energy-district-heating-and-cooling'],
    categories: ['important', 'medium', 'network-operator'],
    also: ['etta'],
  }),
  operator('TVR', 'Transvia Rail', 'transvia.example', {
    sectors: ['transport-rail'],
    categories: ['essential', 'critical-entity', 'large'],
    also: ['etta'],
  }),
  operator('LUM', 'Lumio Telecom', 'lumio.example', {
    sectors: ['digital-communications-networks', 'digital-communications-services', 'digital-dns-services'],
    categories: ['essential', 'large', 'network-operator'],
    also: ['etta'],
  }),
  operator('HSA', 'Sainte-Aurore University Hospital', 'sainte-aurore.example', {
    sectors: ['health'],
    categories: ['essential', 'large', 'hospital', 'public-body'],
  }),
  operator('VAL', 'City of Valbourg', 'valbourg.example', {
    sectors: ['public-administration-regional'],
    categories: ['essential', 'large', 'public-body'],
  }),
  operator('POM', 'Port of Mersange', 'port-mersange.example', {
    sectors: ['transport-water'],
    categories: ['important', 'medium'],
    also: ['etta'],
  }),
  operator('SIG', 'Sigilis Trust Services', 'sigilis.example', {
    sectors: ['digital-trust-services'],
    categories: ['essential', 'medium', 'trust-service-provider'],
    also: ['etta'],
  }),
  operator('EDM', 'Eaux de Mersange', 'eaux-mersange.example', {
    sectors: ['drinking-water', 'waste-water'],
    categories: ['essential', 'critical-entity', 'medium', 'public-body'],
  }),
  operator('BQM', 'Banque Méridiane', 'meridiane.example', {
    sectors: ['banking'],
    categories: ['essential', 'large', 'credit-institution'],
    also: ['fsa'],
  }),
  operator('KUP', 'Kupfermann Chemie', 'kupfermann.example', { sectors: ['chemicals'], categories: ['important', 'medium'] }),
  operator('POL', 'Poldermelk', 'poldermelk.example', { sectors: ['food'], categories: ['important', 'medium'] }),
  operator('NIM', 'Nimbora Cloud', 'nimbora.example', {
    sectors: ['digital-cloud-services', 'digital-data-centres'],
    categories: ['essential', 'large'],
    also: ['etta'],
  }),
] as const satisfies readonly SeedOperator[];
