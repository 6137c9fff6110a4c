// The catalogues: src/**/locales/<language>/<topic>.json or src/**/locales/<language>.json, in ICU MessageFormat. The same topics, keys
// and arguments in every language, no empty or broken message, and no key that the code never uses. A key that is put together at run
// time starts a template (`status.${name}`), or is declared where that happens by its beginning: `// texts: incidents.status.*`
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { checkedFiles } from '../support/files.mjs';
import { reportAsCommand } from './report.mjs';

const languages = ['en', 'fr', 'de', 'nl'];
const cataloguePath = /^(src\/(?:.*\/)?locales)\/(?:([^/]+)\/([^/]+)|([^/]+))\.json$/;

/** Returns one sentence for each fault of a catalogue. */
export function checkTexts(root) {
  const files = checkedFiles(root);
  const failures = [];
  const catalogues = new Map(); // 'src/.../locales/*/topic.json' -> language -> key -> message
  for (const path of files) {
    const [found, folder, languageFolder, topic, languageFile] = cataloguePath.exec(path) ?? [];
    if (!found) continue;
    const language = languageFolder ?? languageFile;
    if (!languages.includes(language)) failures.push(`unknown-language: ${path}`);
    const name = `${folder}/*${topic ? `/${topic}` : ''}.json`;
    if (!catalogues.has(name)) catalogues.set(name, new Map());
    catalogues.get(name).set(language, readMessages(root, path, failures));
  }
  const code = new Code(root, files);
  for (const [name, byLanguage] of catalogues) checkCatalogue(name, byLanguage, code, failures);
  return failures;
}

function readMessages(root, path, failures) {
  try {
    return new Map(flatten(JSON.parse(readFileSync(join(root, path), 'utf8'))));
  } catch (error) {
    failures.push(`not-json: ${path}: ${error.message}`);
    return new Map();
  }
}

function flatten(value, prefix = '') {
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'object' && inner !== null ? flatten(inner, `${prefix}${key}.`) : [[`${prefix}${key}`, inner]],
  );
}

function checkCatalogue(name, byLanguage, code, failures) {
  const keys = new Set([...byLanguage.values()].flatMap((messages) => [...messages.keys()]));
  const shapes = new Map(); // key -> arguments of the first language that has it
  for (const language of languages) {
    const messages = byLanguage.get(language);
    const file = name.replace('*', language);
    if (!messages) {
      failures.push(`missing-file: ${file}`);
      continue;
    }
    for (const key of keys) {
      if (messages.has(key)) checkMessage(file, key, messages.get(key), language, shapes, failures);
      else failures.push(`missing-key: ${file}: ${key}`);
    }
  }
  for (const key of keys) if (!code.uses(key)) failures.push(`unused-key: ${name}: ${key}`);
}

function checkMessage(file, key, message, language, shapes, failures) {
  if (typeof message !== 'string' || message.trim() === '') {
    failures.push(`empty-message: ${file}: ${key}`);
    return;
  }
  try {
    const found = [...new Set(argumentsOf(new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst()))]
      .sort()
      .join(', ');
    const expected = shapes.get(key);
    if (expected === undefined) shapes.set(key, found);
    else if (expected !== found) failures.push(`other-arguments: ${file}: ${key} has (${found}), the first language has (${expected})`);
  } catch (error) {
    failures.push(`broken-message: ${file}: ${key}: ${error.message}`);
  }
}

/** The names of the arguments in a parsed message, inside its plural and select branches too. */
function argumentsOf(elements) {
  return elements.flatMap((element) => {
    const isArgument = element.type !== 0 && element.type !== 7; // neither plain text nor the # of a plural
    const branches = Object.values(element.options ?? {}).flatMap((branch) => argumentsOf(branch.value));
    return [...(isArgument ? [element.value] : []), ...branches, ...argumentsOf(element.children ?? [])];
  });
}

/** Every quoted word of the source that could be a key, and the beginnings of keys put together at run time. */
class Code {
  constructor(root, files) {
    this.words = new Set();
    this.prefixes = new Set();
    for (const path of files.filter((name) => /^src\/.*\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))) {
      const text = readFileSync(join(root, path), 'utf8');
      for (const [, word] of text.matchAll(/['"`]([\w.:-]+)['"`]/g)) this.words.add(word);
      for (const [, start] of text.matchAll(/`([\w-]+(?:\.[\w-]+)*\.)\$\{/g)) this.prefixes.add(start);
      for (const [, list] of text.matchAll(/texts: ([\w.*, -]+)/g)) {
        for (const [, start] of list.matchAll(/([\w.-]+)\*/g)) this.prefixes.add(start);
      }
    }
  }

  uses(key) {
    return this.words.has(key) || [...this.prefixes].some((start) => key.startsWith(start));
  }
}

await reportAsCommand(import.meta, checkTexts);
