import { expect, it } from 'vitest';
import { loadOnce } from './load-once.ts';

// incidents.md 7.2: a mail tells what is true when it is sent.
it('what the mails of an event share is read once, and again after ten seconds', async () => {
  let seconds = 0;
  let read = 0;
  const once = loadOnce(() => seconds * 1_000);
  const incident = () => once('incident', async () => ++read);
  expect([await incident(), await incident()]).toEqual([1, 1]);
  expect(await once('another', async () => 'else')).toBe('else');
  seconds = 9;
  expect(await incident()).toBe(1);
  seconds = 10;
  expect(await incident()).toBe(2);
});

it('what could not be read is asked for again', async () => {
  const once = loadOnce();
  await expect(
    once('incident', async () => {
      throw new Error('away');
    }),
  ).rejects.toThrow('away');
  expect(await once('incident', async () => 'back')).toBe('back');
});
