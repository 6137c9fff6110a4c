import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const folders = 'src|docs|migrations|packs|themes|deploy|bench|e2e|test|scripts|\\.ci';
const cited = new RegExp(`\`((?:${folders})/[\\w./@-]*|[\\w.-]+\\.md)\``, 'g');
const madeByTools = /^(docs\/screenshots|dist|var)\b/;
const linked = /\]\((?!\w+:|#|\/)([^)\s#]+)(?:#[^)]*)?\)/g;

/** A document that names a file which is gone misleads its reader. Returns one sentence for each dead path or link. */
export function documentFailures(root, document, text) {
  const failures = [];
  text.split('\n').forEach((line, index) => {
    const dead = (path) => failures.push(`dead-path: ${document}:${index + 1}: ${path} does not exist`);
    for (const [, path] of line.matchAll(cited)) {
      if (isExample(path) || madeByTools.test(path)) continue;
      if (!existsSync(join(root, path)) && !existsSync(join(root, dirname(document), path))) dead(path);
    }
    for (const [, path] of line.matchAll(linked)) {
      if (!existsSync(join(root, dirname(document), decodeURI(path)))) dead(path);
    }
  });
  return failures;
}

/** `0000_...`, `<name>`, `x.test.ts` and the like stand for any file. */
const isExample = (path) => /NNNN|\.\.\.|<|\*|(^|\/)x\./.test(path);
