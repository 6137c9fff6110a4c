import type { ComponentChildren } from 'preact';
import { expect, it } from 'vitest';
import { wordsIn } from '../i18n/foreign-text.ts';
import { renderToString } from './jsx-runtime.ts';

const Box = ({ children, title }: { children?: ComponentChildren; title?: string }) => <div title={title}>{children}</div>;

it('escapes every text, in elements and in attributes', () => {
  expect(renderToString(<Box title={'"><script>'}>{'</div><script>alert("1") & more'}</Box>)).toBe(
    '<div title="&quot;>&lt;script>">&lt;/div>&lt;script>alert(&quot;1&quot;) &amp; more</div>',
  );
});

it('takes nothing for markup that only looks like it', () => {
  const Text = (): ComponentChildren => '<b>not bold</b>';
  expect(renderToString(<Text />)).toBe('&lt;b>not bold&lt;/b>');
  const fromOutside = JSON.parse('{"type":"script","props":{},"markup":"<script>"}');
  expect(() => renderToString(<p>{fromOutside}</p>)).toThrow('cannot be written');
});

it('refuses a component that has to be waited for, which would be an empty place', () => {
  const Slow = async () => <p>late</p>;
  expect(() => renderToString(<div>{Slow()}</div>)).toThrow('cannot be written');
});

it('writes an element that was made earlier, outside of the page, where it stands', () => {
  const order: string[] = [];
  const Told = ({ name }: { name: string }) => {
    order.push(name);
    return <li>{name}</li>;
  };
  const made = (
    <ul>
      <Told name="a" />
      {[<Told key="b" name="b" />]}
    </ul>
  );
  expect(order).toEqual([]);
  expect(renderToString(made)).toBe('<ul><li>a</li><li>b</li></ul>');
});

it('writes attributes as HTML has them', () => {
  expect(
    renderToString(
      <input
        class=""
        disabled
        checked={false}
        tabindex={-1}
        title={undefined}
        aria-busy={true}
        aria-invalid={false}
        data-x={0}
        onInput={() => {}}
      />,
    ),
  ).toBe('<input class disabled tabindex="-1" aria-busy="true" aria-invalid="false" data-x="0"/>');
  expect(() => renderToString(<p className="x" />)).toThrow('write it as in HTML');
  expect(() => renderToString(<p style={{ color: 'red' }} />)).toThrow('is an object');
  expect(() => renderToString(<p {...JSON.parse('{ "x onload=1": "y" }')} />)).toThrow('is no attribute');
});

it('leaves out what is not there, and shows a zero', () => {
  expect(renderToString(<p>{[null, undefined, false, true, '', 0, 'a', [<b key="1">c</b>]]}</p>)).toBe('<p>0a<b>c</b></p>');
  expect(
    renderToString(
      <>
        a<b>c</b>
      </>,
    ),
  ).toBe('a<b>c</b>');
});

it('chooses the option that a select stands on, and fills a text area', () => {
  const options = ['a', 'a"b', '$&'].map((value) => (
    <option key={value} value={value}>
      {value}
    </option>
  ));
  expect(renderToString(<select value={'a"b'}>{options}</select>)).toBe(
    '<select><option value="a">a</option><option selected value="a&quot;b">a&quot;b</option><option value="$&amp;">$&amp;</option></select>',
  );
  expect(renderToString(<textarea value={'</textarea>'} />)).toBe('<textarea>&lt;/textarea></textarea>');
});

it('is not left half-way by an error', () => {
  const Fails = () => {
    throw new Error('no');
  };
  expect(() => renderToString(<Fails />)).toThrow('no');
  const after = <Box>still an element</Box>;
  expect(renderToString(after)).toBe('<div>still an element</div>');
});

// interface.md check 28
it('marks a text that is not in the language of the page, inside of sentences too, and nowhere where no element can stand', () => {
  const authority = wordsIn({ en: 'Safety & <Order>' }, 'fr');
  const sentence = `Envoyé à ${authority}, puis archivé`;
  expect(wordsIn({ en: 'Energy', fr: 'Énergie' }, 'fr')).toBe('Énergie');
  expect(renderToString(<p>{sentence}</p>)).toBe('<p>Envoyé à <span lang="en">Safety &amp; &lt;Order></span>, puis archivé</p>');
  expect(renderToString(<input aria-label={sentence} />)).toBe('<input aria-label="Envoyé à Safety &amp; &lt;Order>, puis archivé"/>');
  expect(renderToString(<title>{sentence}</title>)).toBe('<title>Envoyé à Safety &amp; &lt;Order>, puis archivé</title>');
  expect(
    renderToString(
      <select value="a">
        <option value="a">{authority}</option>
      </select>,
    ),
  ).toBe('<select><option selected value="a">Safety &amp; &lt;Order></option></select>');
});

it('takes marks that somebody typed for a part in some language, and leaves none on the page', () => {
  expect(renderToString(<p>{'\ufdd0en\ufdd1<b>\ufdd2 \ufdd2\ufdd0"x\ufdd1\ufdd0fr'}</p>)).toBe(
    '<p><span lang="en">&lt;b></span> &quot;xfr</p>',
  );
});
