/** Text as it stands in an XML element. Control characters, which XML 1.0 cannot hold, are refused before (`checkPaths`). */
export function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
