/** A tag of a page with its attributes as a browser reads them. */
export interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

const tag = /<(?:!doctype html|\/([a-z][a-z0-9-]*)\s*|([a-z][a-z0-9-]*)((?:\s+[^\s"'<>/=]+(?:="[^"]*")?)*)\s*\/?)>/gi;

/** Takes a page that our own renderer wrote apart; `stray`: `<` that opens no tag as it writes them. */
export function markupOf(text: string): { readonly tags: readonly Tag[]; readonly stray: readonly string[] } {
  const tags: Tag[] = [];
  const rest = text.replace(tag, (_all, _end, name: string | undefined, written = '') => {
    if (name === undefined) return '';
    const found = [...(written as string).matchAll(/([^\s"'<>/=]+)(?:="([^"]*)")?/g)];
    tags.push({
      name: name.toLowerCase(),
      attributes: new Map(found.map(([, key, value = '']) => [key!.toLowerCase(), plain(value)])),
    });
    return '';
  });
  const stray = [...rest.matchAll(/<[^\n]{0,40}/g)].map(([one]) => `stray ${one}`);
  return { tags, stray };
}

const plain = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
