import type { Catalogue } from '../catalogue.ts';
import deHttp from './de/http.json' with { type: 'json' };
import enHttp from './en/http.json' with { type: 'json' };
import frHttp from './fr/http.json' with { type: 'json' };
import nlHttp from './nl/http.json' with { type: 'json' };

export type HttpMessages = typeof enHttp;

/** The texts of the gates and of the error pages. */
export const httpCatalogue: Catalogue = { en: enHttp, fr: frHttp, de: deHttp, nl: nlHttp };
