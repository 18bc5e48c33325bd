import { parentPort, workerData } from 'node:worker_threads';
import type { Waybill } from '../state/state.ts';
import { render } from './render.ts';

/** What is to be drawn. */
export interface Job {
  readonly waybills: readonly Waybill[];
  readonly printType: string;
  readonly printerType: string;
}

const job = workerData as Job;
parentPort?.postMessage(await render(job.waybills, job.printType, job.printerType));
