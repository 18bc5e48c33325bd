/** What a file name may be made of. */
const tokens = ['export', 'title', 'shop', 'date', 'time'] as const;

/** Signs that no file name may have in Windows. */
const forbidden = /[\\/:*?"<>|\u0000-\u001f]/;

/** Can a file be called so? `{export} {title} {shop} {date} {time}` and plain text. */
export function isFilePattern(pattern: string): boolean {
  const plain = pattern.replace(/\{([^{}]*)\}/g, (whole, token) => (tokens.includes(token as never) ? '' : whole));
  return pattern.trim() !== '' && !pattern.startsWith('.') && !/[{}]/.test(plain) && !forbidden.test(plain);
}

/** A file name of a pattern; what a title may not be in a name becomes `_`. */
export function fileNameOf(pattern: string, values: Readonly<Record<(typeof tokens)[number], string>>): string {
  return pattern.replace(/\{([a-z]+)\}/g, (_, token: (typeof tokens)[number]) =>
    values[token].replace(new RegExp(forbidden, 'g'), '_'),
  );
}
