/** The child process: renders one document at a time for the process that forked it, and ends with it. Its first argument is its setup. */
import { createPdfCompiler, type PdfCompiler } from './pdf-compiler.ts';
import { isRenderOrder, type RenderAnswer } from './protocol.ts';

let compiler: PdfCompiler | undefined;

process.on('disconnect', () => process.exit(0));
process.on('message', (message) => {
  if (!isRenderOrder(message)) return;
  let answer: RenderAnswer;
  try {
    compiler ??= createPdfCompiler(JSON.parse(process.argv[2] ?? '{}'));
    const { pdf, warnings } = compiler.render(message);
    answer = { outcome: 'rendered', pdf, warnings, residentBytes: process.memoryUsage.rss() };
  } catch (error) {
    answer = {
      outcome: 'refused',
      problem: error instanceof Error ? error.message : String(error),
      residentBytes: process.memoryUsage.rss(),
    };
  }
  process.send?.(answer);
});
