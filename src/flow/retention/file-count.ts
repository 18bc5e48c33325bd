/** What became of files on the disk. */
export interface FileCount {
  forgotten: number;
  /** Old enough, but something is left to do with them. */
  kept: number;
  /** Old files in the outbox that the bridge does not know: people put them there. */
  readonly foreign: string[];
  readonly failed: { readonly file: string; readonly reason: string }[];
}

export const noFiles = (): FileCount => ({ forgotten: 0, kept: 0, foreign: [], failed: [] });
