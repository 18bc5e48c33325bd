/** Tokens of our own samples, wherever they stand: {yymmdd}, {day+3}, {iso-1}, {slip:7}. */
const own = /\{(?:yymmdd|(?:day|iso)(?:[+-]\d+)?|slip:\d+)\}/;

/** What other programs write where a value was to be filled in, as the whole text: {name}, {{ order.number }}, ${name}, <%= name %>. */
const whole = /^(?:\$?\{\{?\s*[\p{L}_][\p{L}\p{N}_.:+-]*\s*\}?\}|<%=?[^<>]*%>|#\{[^{}]+\}|%%[\p{L}\p{N}_]+%%)$/u;

/**
 * A place of a template that nobody filled in: the file is a sample or a form, not data. Numbers and keys may have one beside other characters
 * (`asKey`), in what people write only our own tokens are one.
 */
export function isTemplate(text: string, asKey = false): boolean {
  if (!/[{%]/.test(text)) return false;
  return (
    own.test(text) || whole.test(text.trim()) || (asKey && /\{\{?\s*[\p{L}_][\p{L}\p{N}_.:+-]*\s*\}?\}/u.test(text))
  );
}
