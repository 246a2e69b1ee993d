/**
 * Of countries with several zones the one in which most people live. Numbers do not tell more: who lives elsewhere in the country is
 * reached by this clock too.
 */
const mostPeople: Readonly<Record<string, string>> = {
  AQ: 'Antarctica/McMurdo',
  AR: 'America/Argentina/Buenos_Aires',
  AU: 'Australia/Sydney',
  BR: 'America/Sao_Paulo',
  CA: 'America/Toronto',
  CD: 'Africa/Kinshasa',
  CL: 'America/Santiago',
  CN: 'Asia/Shanghai',
  CY: 'Asia/Nicosia',
  DE: 'Europe/Berlin',
  EC: 'America/Guayaquil',
  ES: 'Europe/Madrid',
  FM: 'Pacific/Pohnpei',
  GL: 'America/Nuuk',
  ID: 'Asia/Jakarta',
  KI: 'Pacific/Tarawa',
  KZ: 'Asia/Almaty',
  MH: 'Pacific/Majuro',
  MN: 'Asia/Ulaanbaatar',
  MX: 'America/Mexico_City',
  MY: 'Asia/Kuala_Lumpur',
  NZ: 'Pacific/Auckland',
  PF: 'Pacific/Tahiti',
  PG: 'Pacific/Port_Moresby',
  PS: 'Asia/Hebron',
  PT: 'Europe/Lisbon',
  RU: 'Europe/Moscow',
  UA: 'Europe/Kyiv',
  UM: 'Pacific/Wake',
  US: 'America/New_York',
  UZ: 'Asia/Tashkent',
  VN: 'Asia/Ho_Chi_Minh',
};

export interface CountryZone {
  readonly timeZone: string;
  /** The country has others too. */
  readonly isOneOfMany: boolean;
}

/** The runtime knows the zones of countries; older ones by a getter, newer ones by a method. */
type RegionZones = Intl.Locale & { readonly timeZones?: readonly string[]; getTimeZones?(): readonly string[] };

/** The zone in which most people of a country (ISO 3166) live; undefined where the country is not known. */
export function zoneOfCountry(country: string): CountryZone | undefined {
  if (!/^[A-Z]{2}$/.test(country)) return undefined;
  const region = new Intl.Locale('und', { region: country }) as RegionZones;
  const zones = region.getTimeZones?.() ?? region.timeZones ?? [];
  const timeZone = mostPeople[country] ?? zones[0];
  return timeZone === undefined ? undefined : { timeZone, isOneOfMany: zones.length > 1 };
}
