import { homePath } from '../home/home.route.ts';
import type { HelpTopic, ModuleManifest } from '../module.ts';

const home: HelpTopic = { id: 'home', titleKey: 'site.help.home', textKey: 'site.help.home.text', pages: [homePath] };

/** Every topic there is, in the order in which people meet them. */
export const helpTopicsOf = (modules: readonly Pick<ModuleManifest, 'help'>[]): HelpTopic[] => [
  home,
  ...modules.flatMap(({ help = [] }) => help),
];

/** Finds the topic of a page by its address, without its query. */
export function createTopicFinder(topics: readonly HelpTopic[]): (path: string) => HelpTopic | undefined {
  const patterns = topics.flatMap((topic) => topic.pages.map(({ template }) => ({ topic, pattern: patternOf(template) })));
  return (path) => patterns.find(({ pattern }) => pattern.test(path))?.topic;
}

const patternOf = (template: string): RegExp => new RegExp(`^${template.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+')}$`);
