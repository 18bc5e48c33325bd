import { dirname } from 'node:path';
import { standardLayoutsFolder } from './layout-files.ts';

/** Folder of this package: the sample workspace, the standard layouts and the version are read from here. */
export const packageRoot: string = dirname(standardLayoutsFolder());
