import { z } from 'zod';

type Shape = z.ZodObject;
/** Zod infers an empty object as one with any key and no value. */
type IsEmpty<Params extends Shape> = string extends keyof z.infer<Params> ? true : false;
type Values<Params extends Shape, Query extends Shape> = (IsEmpty<Params> extends true ? object : { params: z.infer<Params> }) & {
  query?: Partial<z.input<Query>>;
  /** An element's id on the page. */
  hash?: string;
};

/** What serving an address takes. */
export interface Served<Params extends Shape = Shape, Query extends Shape = Shape> {
  template: string;
  params: Params;
  query: Query;
}

/** An address, declared once: routes serve it, views link to it, and a moved page breaks the build. */
export interface Path<Params extends Shape, Query extends Shape> extends Served<Params, Query> {
  link: (...values: IsEmpty<Params> extends true ? [Values<Params, Query>?] : [Values<Params, Query>]) => string;
}

const noShape = z.object({});
export type NoShape = typeof noShape;

export function definePath<Params extends Shape = NoShape, Query extends Shape = NoShape>(
  template: string,
  shape: { params?: Params; query?: Query } = {},
): Path<Params, Query> {
  const params = (shape.params ?? noShape) as Params;
  const query = (shape.query ?? noShape) as Query;
  return {
    template,
    params,
    query,
    link: (...[values]) => buildLink(template, { ...values }),
  };
}

type Loose = { params?: Record<string, unknown>; query?: Record<string, unknown>; hash?: string };
function buildLink(template: string, { params = {}, query, hash }: Loose): string {
  const path = template.replace(/:([a-zA-Z]+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const text = query && searchOf(query);
  return `${path}${text ? `?${text}` : ''}${hash ? `#${hash}` : ''}`;
}

function searchOf(query: Record<string, unknown>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null && item !== '') search.append(key, String(item));
    }
  }
  return search.toString();
}

/** Ids in addresses. Anything else is an unknown page, not a bad request. */
export const idParam = z.uuid();
/** A query parameter that may be given once or often. A select that stands on "Any" sends an empty text: nothing is chosen. */
export const listParam = z.preprocess(
  (value) => (Array.isArray(value) ? value : [value]).filter((one) => one !== undefined && one !== ''),
  z.array(z.string().max(100)).max(50),
);

/**
 * Where to go on after a gate: a path of this site, never another host or a protocol-relative address (governance.md 5.3). Only what a
 * browser sends in an address: browsers drop a tab, which would make another site of `/ /elsewhere`, and other letters fit no header.
 */
export const nextParam = z
  .string()
  .max(2_000)
  .regex(/^\/(?![/\\])[!-[\]-~]*$/)
  .default('/')
  .catch('/');
