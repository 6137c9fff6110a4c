import { isIP } from 'node:net';

const names = new Set(['loopback', 'linklocal', 'uniquelocal']);

/** Addresses, networks (`10.1.2.0/24`) and names of networks, separated by commas. */
export const isProxyList = (text: string): boolean => text.split(',').every((part) => isProxy(part.trim()));

function isProxy(part: string): boolean {
  if (names.has(part)) return true;
  const [address = '', bits, ...rest] = part.split('/');
  const kind = isIP(address);
  if (kind === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (kind === 4 ? 32 : 128));
}
