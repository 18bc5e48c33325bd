/**
 * `Name/Version (Language=…; Platform=…)`. `Language` is required; a backslash escapes a backslash anywhere, `/` in the name,
 * `(` in the version, `=` in an attribute's name, `)` and `;` in its value. Source:
 * DOC/include-a-user-agent-header-in-all-requests, trust A.
 */
export function userAgent(application: string, attributes: Readonly<Record<string, string>>): string {
  const at = application.indexOf('/');
  const name = escaped(application.slice(0, at), '/');
  const version = escaped(application.slice(at + 1), '(');
  const inner = Object.entries(attributes).map(([key, value]) => `${escaped(key, '=')}=${escaped(value, ');')}`);
  return `${name}/${version} (${inner.join('; ')})`.slice(0, 500);
}

function escaped(text: string, special: string): string {
  return [...text].map((char) => (char === '\\' || special.includes(char) ? `\\${char}` : char)).join('');
}
