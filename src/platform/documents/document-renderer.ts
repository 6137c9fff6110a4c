import type { Language } from '#platform/i18n/language.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { DocumentError } from './document-error.ts';
import type { DocumentTheme, RenderAnswer, RenderOrder } from './protocol.ts';
import { type ChildLimits, RenderChild } from './render-child.ts';
import { templatesDigest } from './template-folder.ts';

export interface DocumentRequest {
  /** Name of a template file without its ending: `incident`. */
  template: string;
  /** Plain JSON, already worded in the reader's language; reaches the template as data, never as source. */
  data: object;
  language: Language;
  title: string;
  createdAt: Temporal.Instant;
}

export interface DocumentRendererOptions extends Partial<ChildLimits> {
  /** The default theme's folder first; files of a later folder replace those of the same name. `fonts/` in them is loaded too. */
  templateFolders: readonly string[];
  theme?: DocumentTheme;
  /** Documents that may wait; one more is refused as busy. */
  maxWaiting?: number;
  /** Characters of JSON. Bounds the memory that one document can take outside the JavaScript heap. */
  maxDataLength?: number;
  onWarning?: (template: string, warning: string) => void;
  /** Told of each document how long it took, without its turn in the queue. */
  onEnd?: (template: string, outcome: 'made' | 'failed', seconds: number) => void;
}

export interface DocumentRenderer {
  /** A tagged PDF/UA-1. @throws DocumentError */
  renderPdf(request: DocumentRequest): Promise<Uint8Array>;
  /** Ends the child process; documents still waiting are refused. */
  close(): Promise<void>;
  /** Of the child process while there is one. */
  readonly pid: number | undefined;
  /** Of the templates the documents are made with, in hexadecimal: a document kept from other templates is another one. */
  readonly templatesSha256: string;
}

export function createDocumentRenderer(options: DocumentRendererOptions): DocumentRenderer {
  const { timeLimit = 10_000, maxHeapMegabytes = 256, maxResidentMegabytes = 400, maxWaiting = 200, maxDataLength = 8_000_000 } = options;
  const child = new RenderChild(
    { folders: options.templateFolders, theme: options.theme },
    { timeLimit, maxHeapMegabytes, maxResidentMegabytes },
  );
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let closed = false;
  // Read once: the child may have older templates in memory than lie in the folder by now.
  let digest: string | undefined;

  async function render(request: DocumentRequest): Promise<Uint8Array> {
    if (closed) throw new DocumentError('closed', 'the document renderer is closed');
    const createdAt = Math.floor(request.createdAt.epochMilliseconds / 1000);
    const { template, data, language, title } = request;
    const answer = await renderTwice({ template, data, language, title, createdAt });
    if (answer.outcome === 'refused') throw new DocumentError('refused', `${template}: ${answer.problem}`);
    for (const warning of answer.warnings) options.onWarning?.(template, warning);
    return answer.pdf;
  }

  async function timed(request: DocumentRequest): Promise<Uint8Array> {
    const started = performance.now();
    const tell = (outcome: 'made' | 'failed') => options.onEnd?.(request.template, outcome, (performance.now() - started) / 1_000);
    try {
      const pdf = await render(request);
      tell('made');
      return pdf;
    } catch (error) {
      tell('failed');
      throw error;
    }
  }

  /** A child that died (killed from outside, out of memory) is not the document's fault the first time. */
  async function renderTwice(order: RenderOrder): Promise<RenderAnswer> {
    try {
      return await child.render(order);
    } catch (error) {
      if (closed) throw new DocumentError('closed', 'the document renderer was closed meanwhile');
      if (error instanceof DocumentError && error.failure === 'crashed') return child.render(order);
      throw error;
    }
  }

  return {
    async renderPdf(request) {
      checkRequest(request, maxDataLength);
      if (waiting >= maxWaiting) throw new DocumentError('busy', `${waiting} documents are waiting already`);
      waiting += 1;
      const turn = last
        .then(() => timed(request))
        .finally(() => {
          waiting -= 1;
        });
      last = turn.catch(() => undefined);
      return turn;
    },
    async close() {
      closed = true;
      child.kill();
      await last;
    },
    get templatesSha256() {
      digest ??= templatesDigest(options.templateFolders, options.theme);
      return digest;
    },
    get pid() {
      return child.pid;
    },
  };
}

function checkRequest({ template, title, data }: DocumentRequest, maxDataLength: number): void {
  if (!/^[a-z0-9-]+$/.test(template))
    throw new DocumentError('refused', 'the name of a template is lower case letters, digits and hyphens');
  if (title.trim() === '') throw new DocumentError('refused', `${template}: a document needs a title`);
  const { length } = JSON.stringify(data);
  if (length > maxDataLength) throw new DocumentError('refused', `${template}: ${length} characters of data, at most ${maxDataLength}`);
}
