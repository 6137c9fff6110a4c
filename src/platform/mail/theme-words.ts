import { type Language, translate } from '../i18n/language.ts';
import type { Theme } from '../theme/load-theme.ts';
import { ThemeFault } from '../theme/theme-folder.ts';
import type { MailBlock, MailContent } from './mail.ts';

/** A template was tried with samples at the start; what it cannot say about one message, the program says. */
export function orUndefined<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof ThemeFault) return undefined;
    throw error;
  }
}

const isWording = ({ kind }: MailBlock) => kind === 'paragraph' || kind === 'markdown' || kind === 'small';

/** The theme's words for this mail, followed by the facts, the code and the button as the program made them. */
export function inWordsOfTheme(theme: Theme, name: string, language: Language, content: MailContent): MailContent {
  const text = theme.mailTexts.get(name)?.[language];
  if (!text) return content;
  const { blocks, subject } = content;
  const written = orUndefined(() =>
    text.write({
      service: translate(theme.settings.siteName, language),
      subject,
      title: content.title ?? subject,
      paragraphs: blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : [])),
      facts: blocks.flatMap((block) => (block.kind === 'facts' ? block.items : [])),
    }),
  );
  if (!written) return content;
  const rest = blocks.filter((block) => !isWording(block));
  return { ...content, subject: written.subject, title: written.subject, blocks: [{ kind: 'markdown', text: written.markdown }, ...rest] };
}
