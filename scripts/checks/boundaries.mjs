// The layers: runs dependency-cruiser over src/ and makes sure that it really saw every file.
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import rules from '../../.dependency-cruiser.cjs';
import { checkedFiles } from '../support/files.mjs';
import { reportAsCommand } from './report.mjs';

/** Returns one sentence for each import that breaks a rule. */
export async function checkBoundaries(root) {
  const { tsConfig, enhancedResolveOptions, ...options } = rules.options;
  const before = process.cwd();
  process.chdir(root);
  try {
    const result = await cruise(
      ['src'],
      { ...options, baseDir: root, validate: true, ruleSet: { forbidden: rules.forbidden } },
      enhancedResolveOptions,
      { tsConfig: extractTSConfig(join(root, tsConfig.fileName)) },
    );
    return [...unseen(root, result.output.modules), ...result.output.summary.violations.map(sentence)];
  } finally {
    process.chdir(before);
  }
}

/** A parser that reads nothing finds nothing: every source file must be in the graph, and most of them must have edges. */
function unseen(root, modules) {
  const seen = new Set(modules.map((module) => module.source));
  const sources = checkedFiles(root).filter((name) => /^src\/.*\.tsx?$/.test(name) && !name.endsWith('.d.ts'));
  const failures = sources.filter((name) => !seen.has(name)).map((name) => `not-seen: ${name} was not read, so no rule holds for it`);
  if (!modules.some((module) => module.source.startsWith('src/') && module.dependencies.length > 0)) {
    failures.push('not-seen: no import was found in src/ at all');
  }
  return failures;
}

function sentence(violation) {
  const { comment } = rules.forbidden.find((rule) => rule.name === violation.rule.name);
  const way = violation.cycle ? violation.cycle.map((step) => step.name).join(' -> ') : violation.to;
  return `${violation.rule.name}: ${violation.from} -> ${way} (${comment})`;
}

await reportAsCommand(import.meta, checkBoundaries);
