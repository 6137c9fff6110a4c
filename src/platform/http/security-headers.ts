import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import { policyReportsPath } from './policy-reports.ts';

/** What a page of ours never asks of a browser. */
const features = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'usb',
  'web-share',
  'xr-spatial-tracking',
];
const permissionsPolicy = features.map((feature) => `${feature}=()`).join(', ');

/** operations.md 3, on every answer. `isSecure`: people use the platform by https. */
export async function sendSecurityHeaders(app: FastifyInstance, isSecure: boolean): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
        // ui/client/own-html.ts
        trustedTypes: ['vigie'],
        reportTo: ['csp'],
      },
    },
    // `no-referrer` would null the Origin of our own form posts, and the origin check would refuse them.
    referrerPolicy: { policy: 'same-origin' },
    hsts: isSecure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    xFrameOptions: { action: 'deny' },
    crossOriginEmbedderPolicy: { policy: 'require-corp' },
  });
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('permissions-policy', permissionsPolicy).header('reporting-endpoints', `csp="${policyReportsPath}"`);
  });
}
