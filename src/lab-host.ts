import type { Lab } from '../mocks/server.ts';

/**
 * Starts the mocks of outside systems. The only place where the program meets them.
 *
 * @param options `seed`: `small`, `nasty`, or a number of orders; `from`: the clock begins no earlier, epoch ms; `life`: buyers
 *   order, pay and cancel by themselves; `state`: folder that keeps everything
 * @throws Error with code EADDRINUSE, named LabRefused for a seed that does not exist or a folder that
 *   cannot be read, or named FolderTaken when another lab has the folder
 */
export async function openLab(options: {
  readonly port: number;
  readonly seed: string;
  readonly from?: number;
  readonly life?: boolean;
  readonly strict?: boolean;
  readonly state?: string;
  /** `orders=20,cancelled=3%`: how buyers behave. */
  readonly rates?: string;
  /** `SYSTEM=SHOP,…`: further shops. */
  readonly shops?: string;
}): Promise<Lab> {
  const [{ startLab }, { readSeed }] = await Promise.all([import('../mocks/server.ts'), import('../mocks/lab.ts')]);
  const { shops = '', ...rest } = options;
  const further = shops
    .split(',')
    .filter((one) => one.trim() !== '')
    .map((one) => one.split('=').map((part) => part.trim()))
    .map(([system = '', shop = '']) => ({ system, shop }));
  return startLab({ ...rest, seed: readSeed(options.seed), shops: further });
}

/**
 * A recording of real traffic without its people and secrets.
 *
 * @throws Error named LabRefused when it is no recording
 */
export const scrubRecording = async (text: string): Promise<string> =>
  (await import('../mocks/record/scrub.ts')).scrubRecording(text);
