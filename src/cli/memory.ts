import { setFlagsFromString } from 'node:v8';

let busy = 0;

/** For processes that live for months with little to do: a fifth less memory, because it is collected early instead of late. */
export function saveMemory(): void {
  setFlagsFromString('--optimize-for-size');
}

/**
 * Work of such a process that somebody waits for: memory is not saved meanwhile, because a big file would take nearly twice the
 * processor time, and a worker that tells notices a third more (bench/RESULTS.md).
 */
export async function withoutSaving<T>(work: () => Promise<T>): Promise<T> {
  busy++;
  setFlagsFromString('--no-optimize-for-size');
  try {
    return await work();
  } finally {
    busy--;
    if (busy === 0) saveMemory();
  }
}
