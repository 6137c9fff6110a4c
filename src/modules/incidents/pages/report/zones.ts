/** The zones people are offered before they type one: those of Europe, its overseas regions, and UTC. */
const overseas = [
  'Atlantic/Azores',
  'Atlantic/Canary',
  'Atlantic/Madeira',
  'America/Cayenne',
  'America/Martinique',
  'Indian/Reunion',
  'UTC',
];
export const commonZones: readonly string[] = [
  ...Intl.supportedValuesOf('timeZone').filter((zone) => zone.startsWith('Europe/')),
  ...overseas,
];
