/** What the parts of a pack say about each other. Shape and texts were checked when it was read. */
import { checkForms } from './check-forms.ts';
import { checkProcedure } from './check-procedure.ts';
import { finding, type PackFinding } from './finding.ts';
import { allSectors, type Pack } from './pack-schema.ts';

/** Every finding at once, in the order of the files; an empty list means that the pack may be imported. */
export function checkPack(pack: Pack): PackFinding[] {
  return [
    ...checkManifest(pack),
    ...checkSectors(pack),
    ...checkForms(pack),
    ...checkDuplicates('duplicate-form', pack.forms),
    ...checkDuplicates('duplicate-procedure', pack.procedures),
    ...pack.procedures.flatMap((procedure) => checkProcedure(procedure, pack)),
  ];
}

function checkManifest({ manifest, files, forms, procedures, sectors, questions }: Pack): PackFinding[] {
  const say = (code: string, path: string[], message: string) => finding(code, files.manifest, path, message);
  const findings: PackFinding[] = [];
  const { regulation } = manifest;
  if (manifest.status === 'inactive' && !manifest.note) findings.push(say('note-missing', ['note'], 'an inactive pack says why'));
  if (procedures.length > 0 && !regulation) findings.push(say('regulation-missing', ['regulation'], 'procedures need a regulation'));
  if (regulation?.appliesTo && regulation.appliesTo <= regulation.appliesFrom) {
    findings.push(say('dates', ['regulation', 'appliesTo'], 'not after appliesFrom'));
  }
  if (forms.length + procedures.length + sectors.length + questions.length === 0) findings.push(say('empty', [], 'the pack holds nothing'));
  return findings;
}

function checkSectors(pack: Pack): PackFinding[] {
  const file = pack.files.sectors;
  const sectors = allSectors(pack);
  const roots = new Set(sectors.filter(({ parent }) => parent === undefined).map(({ slug }) => slug));
  const slugs = new Set(pack.uses.flatMap((used) => used.sectors).map(({ slug }) => slug));
  return pack.sectors.flatMap(({ slug, parent }, index) => {
    const findings: PackFinding[] = [];
    if (slugs.has(slug)) findings.push(finding('duplicate-sector', file, [index, 'slug'], `"${slug}" appears twice`));
    slugs.add(slug);
    if (parent === undefined || roots.has(parent)) return findings;
    const known = sectors.some((sector) => sector.slug === parent);
    const message = known ? `"${parent}" has a parent itself: there are two levels` : `no sector "${parent}"`;
    return [...findings, finding(known ? 'sector-levels' : 'unknown-sector', file, [index, 'parent'], message)];
  });
}

function checkDuplicates(code: string, objects: { key: string; file: string }[]): PackFinding[] {
  return objects
    .filter(({ key }, index) => objects.findIndex((other) => other.key === key) < index)
    .map(({ key, file }) => finding(code, file, ['key'], `"${key}" appears twice`));
}
