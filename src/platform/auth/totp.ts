import { Secret, TOTP } from 'otpauth';
import type { Temporal } from '../time/temporal.ts';

const period = 30;
const totpOf = (secret: string) => new TOTP({ issuer: 'Vigie', algorithm: 'SHA1', digits: 6, period, secret: Secret.fromBase32(secret) });

export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** What an authenticator scans; it shows `issuer` and `label` beside its code. */
export function totpAddress(secret: string, issuer: string, label: string): string {
  return new TOTP({ issuer, label, algorithm: 'SHA1', digits: 6, period, secret: Secret.fromBase32(secret) }).toString();
}

/** The code an authenticator shows at that instant. */
export const totpCode = (secret: string, at: Temporal.Instant): string => totpOf(secret).generate({ timestamp: at.epochMilliseconds });

/**
 * The time step a code belongs to, one step early or late allowed, or undefined when it is wrong or no newer than the last one
 * accepted: a code works once.
 */
export function matchTotp(secret: string, code: string, at: Temporal.Instant, lastStep: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const delta = totpOf(secret).validate({ token: code, timestamp: at.epochMilliseconds, window: 1 });
  if (delta === null) return undefined;
  const step = Math.floor(at.epochMilliseconds / 1000 / period) + delta;
  return step > lastStep ? step : undefined;
}
