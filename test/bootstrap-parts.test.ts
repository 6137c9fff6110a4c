import { describe, expect, it } from 'vitest';
import { trimBootstrap } from '../scripts/bootstrap-parts.ts';

describe('the parts of Bootstrap', () => {
  it('keeps the reset and the classes in use, and drops the rest', () => {
    const css = '/*! x */body{margin:0}.btn,.navbar{color:red}.card{color:red}.btn:hover{a:b}@keyframes x{0%{a:b}}';
    expect(trimBootstrap(css)).toBe('body{margin:0}.btn{color:red}.btn:hover{a:b}');
  });

  it('looks into conditions and leaves out those that end up empty', () => {
    expect(trimBootstrap('@media (a){.card{x:y}}@media (b){h1{x:y}.card{x:y}}')).toBe('@media (b){h1{x:y}}');
  });

  it('refuses a broken file', () => {
    expect(() => trimBootstrap('h1{x:y')).toThrow('does not end');
  });
});
