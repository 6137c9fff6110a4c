import { expect, test } from 'vitest';

test('a word on the console', () => console.error('oh dear'));

test('a call to another machine', async () => {
  await expect(fetch('http://192.0.2.1/')).rejects.toThrow();
});

test('a call to this machine', async () => {
  await expect(fetch('http://127.0.0.1:1/')).rejects.toThrow();
});
