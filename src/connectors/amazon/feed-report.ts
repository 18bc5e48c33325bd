import { SaxesParser } from 'saxes';

export interface FeedReport {
  readonly successful: number;
  readonly withError: number;
  /** Errors by message number; 0 = about the whole file. Warnings are left out: the message was carried out. */
  readonly errors: ReadonlyMap<number, { readonly code: string; readonly description: string }>;
}

/**
 * The XML processing report of a feed. Undefined when it is no such report or cut off. Shape: ProcessingReport.xsd as seen
 * in public code (veeqo/mws-rb), trust B.
 */
export function readFeedReport(bytes: Uint8Array): FeedReport | undefined {
  const counts: Record<string, number> = {};
  const errors = new Map<number, { code: string; description: string }>();
  let result: Record<string, string> | undefined;
  let text = '';
  let seen = false;
  const parser = new SaxesParser();
  let broken = false;
  parser.on('error', () => {
    broken = true;
  });
  parser.on('opentag', ({ name }) => {
    text = '';
    if (name === 'ProcessingReport') seen = true;
    if (name === 'Result') result = {};
  });
  parser.on('text', (more) => {
    text += more;
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'Result' && result) {
      const id = Number(result.MessageID);
      const listed = { code: result.ResultMessageCode ?? '', description: result.ResultDescription ?? '' };
      if (result.ResultCode === 'Error' && Number.isInteger(id) && !errors.has(id)) errors.set(id, listed);
      result = undefined;
    } else if (result) result[name] ??= text.trim();
    else if (name.startsWith('Messages')) counts[name] = Number(text.trim());
    text = '';
  });
  parser.write(decoded(bytes)).close();
  if (broken || !seen) return undefined;
  const successful = counts.MessagesSuccessful ?? 0;
  return { successful, withError: counts.MessagesWithError ?? errors.size, errors };
}

/** UTF-8; older reports of Japan were Shift_JIS (trust B). */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('shift_jis').decode(bytes);
  }
}
