import type { Job } from './types.ts';

/** Whether a job stands after one that ended: of the same shop; '' on either side means any. */
export function follows({ shop: own, when: { after } }: Job, name: string, shop: string, changed: boolean): boolean {
  const isFor = own === shop || own === '' || shop === '';
  return after?.job === name && isFor && (changed || !after.changed);
}
