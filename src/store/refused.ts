import { type SentenceArgs, type SentenceCode, say } from '../core/sentences/index.ts';

/**
 * The store cannot be used as it is: wrong or missing key, damaged or foreign database. `message` is the Japanese
 * sentence for the operator, `remedy` what to do; neither holds personal data nor key material.
 */
export class StoreRefused extends Error {
  override name = 'StoreRefused';
  readonly code: SentenceCode;
  readonly args: SentenceArgs;
  readonly remedy: string;
  constructor(code: SentenceCode, args: SentenceArgs = {}, cause?: unknown) {
    const spoken = say(code, args);
    super(spoken.sentence, { cause });
    this.code = code;
    this.args = args;
    this.remedy = spoken.remedy;
  }
}
