/** The zones offered behind "Change the time zone": Europe and its neighbours in time. A form may bring any other IANA zone. */
const beyond = ['Atlantic/Azores', 'Atlantic/Canary', 'Atlantic/Madeira', 'Atlantic/Reykjavik', 'Asia/Nicosia', 'UTC'];
export const offeredZones: readonly string[] = [
  ...Intl.supportedValuesOf('timeZone').filter((zone) => zone.startsWith('Europe/')),
  ...beyond,
];
