type Json = unknown;

/** How an answer of the lab is changed on its way: its JSON (or text) in, what the bridge gets out; text is sent as a page. */
export type Edit = (value: Json) => Json;

/**
 * From now on JSON answers of the lab's systems pass through `edit` before the bridge gets them: what marketplaces did once and no fault
 * of the lab imitates. Gives how to end it.
 *
 * @param only part of the addresses whose answers are meant
 */
export function tamper(edit: Edit, only: RegExp): () => void {
  const real = globalThis.fetch;
  const isOurs = (url: string) => !url.includes('/_lab') && only.test(url);
  globalThis.fetch = async (input, init) => {
    const answer = await real(input, init);
    const url = input instanceof Request ? input.url : String(input);
    if (!isOurs(url) || !/json/.test(answer.headers.get('content-type') ?? '')) return answer;
    const text = await answer.text();
    const edited = edit(text === '' ? undefined : JSON.parse(text));
    const isPage = typeof edited === 'string';
    return new Response(isPage ? edited : JSON.stringify(edited), {
      status: answer.status,
      headers: { 'content-type': isPage ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8' },
    });
  };
  return () => {
    globalThis.fetch = real;
  };
}

/** The value with every member of this name changed, however deep; `undefined` takes it away. */
export function eachMember(name: string, change: (value: Json) => Json): Edit {
  const walk = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]) => {
        const now = key === name ? change(inner) : walk(inner);
        return now === undefined ? [] : [[key, now]];
      }),
    );
  };
  return walk;
}

/** The value with every number or text, however deep, as `change` gives it. */
export function eachLeaf(change: (value: Json) => Json): Edit {
  const walk = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return change(value);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk;
}
