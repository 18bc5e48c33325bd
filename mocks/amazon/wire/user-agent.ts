/**
 * What is wrong with a `user-agent`, '' when nothing is. `AppName/Version (Language=…; Platform=…)`: `Language` is required, 500
 * characters at most, and these are written with a backslash: a backslash anywhere, `/` in the name, `(` in the version, `=` in an
 * attribute name, `)` and `;` in a value (trust A for the grammar, C for the answer to a wrong one).
 */
export function userAgentProblem(header: string | undefined): string {
  if (!header) return 'The user-agent header is required.';
  if (header.length > 500) return 'The user-agent header must not be longer than 500 characters.';
  const match = /^((?:[^\\/]|\\.)+)\/((?:[^\\(]|\\.)+?) ?\(((?:[^\\)]|\\.)*)\)$/.exec(header);
  if (!match) return 'The user-agent header must be AppName/Version (Language=...).';
  const names: string[] = [];
  for (const attribute of (match[3] ?? '').match(/(?:[^\\;]|\\.)+/g) ?? []) {
    const named = /^ *((?:[^\\=]|\\.)+)=(.+)$/.exec(attribute);
    if (!named) return 'Every attribute of the user-agent header must be Name=Value.';
    names.push(named[1] ?? '');
  }
  return names.includes('Language') ? '' : 'The user-agent header must name the Language.';
}
