import { describe, expect, it } from 'vitest';
import { groupImpacts, groupSectors } from './sector-groups.ts';

const tree = [
  { slug: 'energy', parent: undefined, name: { en: 'Energy' } },
  { slug: 'energy-electricity', parent: 'energy', name: { en: 'Electricity' } },
  { slug: 'energy-gas', parent: 'energy', name: { en: 'Gas' } },
  { slug: 'space', parent: undefined, name: { en: 'Space' } },
];

describe('sectors and impacts of a document', () => {
  it('names a parent once, however many of its children are affected', () => {
    expect(groupSectors(tree, ['energy-gas', 'space', 'energy-electricity'], 'en')).toEqual([
      { parent: 'Energy', children: ['Electricity', 'Gas'] },
      { parent: 'Space', children: [] },
    ]);
    expect(groupSectors(tree, ['energy', 'energy-gas'], 'en')).toEqual([{ parent: 'Energy', children: ['Gas'] }]);
  });

  it('puts an impact under the affected sectors it belongs to', () => {
    const impact = (key: string, sectors: string[]) => ({ key, sectors, label: { en: `Impact ${key}` } });
    const procedure = {
      impacts: [impact('any', []), impact('grid', ['energy-electricity']), impact('both', ['energy', 'space']), impact('not', ['energy'])],
    };
    const ticked = ['any', 'grid', 'both'];
    expect(groupImpacts(tree, { procedure, ticked, affected: ['energy-electricity'] }, 'en')).toEqual([
      { sectors: [], impacts: ['Impact any'] },
      { sectors: ['Electricity'], impacts: ['Impact grid'] },
      { sectors: ['Energy'], impacts: ['Impact both'] },
    ]);
  });
});
