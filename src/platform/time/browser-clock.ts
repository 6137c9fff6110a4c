/** The server's time in a browser, whose own clock may be wrong. @param serverNow milliseconds since 1970 when the page was made. */
export function createBrowserClock(serverNow: number): () => number {
  const offset = serverNow - Date.now();
  return () => Date.now() + offset;
}
