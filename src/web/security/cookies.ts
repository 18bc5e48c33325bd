/** The value of a cookie in a `Cookie` header; undefined = it is not there. Only characters of our own tokens count. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at < 0 || part.slice(0, at).trim() !== name) continue;
    const value = part.slice(at + 1).trim();
    return /^[A-Za-z0-9_-]{1,200}$/.test(value) ? value : undefined;
  }
  return undefined;
}

/** `Set-Cookie` for a token that no script reads and no other site sends along; '' takes it away. */
export function cookieHeader(name: string, value: string, { secure }: { readonly secure: boolean }): string {
  const end = value === '' ? '; Max-Age=0' : '';
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}${end}`;
}
