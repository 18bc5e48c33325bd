/** Values come from outside: line breaks and control characters (terminal escapes) never reach the terminal. */
export function oneLine(text: string): string {
  return text.replace(/[\r\n\t]+/g, ' ').replace(/[\u0000-\u001f\u007f-\u009f]/g, '�');
}
