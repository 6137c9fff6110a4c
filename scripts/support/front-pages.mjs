import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Writes what a proxy answers itself, below dist/: the frame and the words of deploy/front, each page in all its languages. */
export async function writeFrontPages(root, dist) {
  const source = join(root, 'deploy', 'front');
  const frame = await readFile(join(source, 'frame.html'), 'utf8');
  const pages = JSON.parse(await readFile(join(source, 'pages.json'), 'utf8'));
  const folder = join(dist, 'front');
  await mkdir(folder, { recursive: true });
  await Promise.all(Object.entries(pages).map(([name, words]) => writeFile(join(folder, `${name}.html`), pageOf(frame, words))));
}

/** @param words by language, English first: it names the page */
function pageOf(frame, words) {
  const sections = Object.entries(words).map(([language, { title, text }]) =>
    [`<section lang="${language}">`, `        <h2>${escaped(title)}</h2>`, `        <p>${escaped(text)}</p>`, '      </section>'].join(
      '\n',
    ),
  );
  return frame.replace('{title}', () => escaped(words.en.title)).replace('{sections}', () => sections.join('\n      '));
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
