const excerptLength = 220;

/** The beginning of what somebody wrote, in one line; the whole of it is a click away. */
export function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length > excerptLength ? `${characters.slice(0, excerptLength).join('').trimEnd()}…` : line;
}
