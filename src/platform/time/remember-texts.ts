/**
 * What a moment is called never changes, and lists show the same moments on every visit: texts are kept, so many that a page of them
 * fits often, and all forgotten when there are more.
 */
const kept = 2_000;

/** @param write by milliseconds since 1970 */
export function rememberTexts(write: (milliseconds: number) => string): (milliseconds: number) => string {
  const texts = new Map<number, string>();
  return (milliseconds) => {
    let text = texts.get(milliseconds);
    if (text === undefined) {
      text = write(milliseconds);
      if (texts.size >= kept) texts.clear();
      texts.set(milliseconds, text);
    }
    return text;
  };
}
