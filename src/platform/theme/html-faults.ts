import sanitize from 'sanitize-html';

export interface HtmlRules {
  /** Hosts of https addresses that a link may lead to: those that the manifest names. */
  hosts: ReadonlySet<string>;
  /** Addresses of the theme's own pictures. */
  pictures: ReadonlySet<string>;
}

const tags = new Set(
  'a abbr address b br dd div dl dt em h2 h3 h4 hr i img li nav ol p section small span strong sub sup table tbody td th thead tr ul'.split(
    ' ',
  ),
);
const attributes = new Set('class id title lang dir href hreflang src alt width height align role colspan rowspan scope'.split(' '));

/** One sentence for each thing that may not stand in what a template of a theme made: script, style, handlers, addresses elsewhere. */
export function findHtmlFaults(html: string, rules: HtmlRules): string[] {
  const faults: string[] = [];
  if (/<!|<\?/.test(html)) faults.push('comments and declarations are not allowed');
  sanitize(html, {
    allowedTags: false,
    allowedAttributes: false,
    allowVulnerableTags: true,
    onOpenTag(tag, given) {
      if (!tags.has(tag)) faults.push(`<${tag}> is not allowed`);
      for (const [name, value] of Object.entries(given)) faults.push(...attributeFaults(tag, name, value, rules));
    },
  });
  return [...new Set(faults)];
}

function attributeFaults(tag: string, name: string, value: string, { hosts, pictures }: HtmlRules): string[] {
  if (/[\ue000-\uf8ff]/.test(value)) return [`<${tag} ${name}> holds a part of the page`];
  if (name.startsWith('aria-')) return [];
  if (!attributes.has(name)) return [`<${tag} ${name}> is not allowed`];
  if (name === 'src' && !pictures.has(value)) return [`<${tag} src="${value}"> is not a picture of the theme`];
  if (name === 'href' && !isOwnAddress(value, hosts))
    return [`<${tag} href="${value}"> leads to an address that the manifest does not name`];
  return [];
}

function isOwnAddress(value: string, hosts: ReadonlySet<string>): boolean {
  if (/^(mailto:|tel:|#)[^\s\\]*$/i.test(value) || /^\/(?![/\\])[^\s\\]*$/.test(value)) return true;
  if (!URL.canParse(value)) return false;
  const { protocol, host, username } = new URL(value);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && hosts.has(host);
}
