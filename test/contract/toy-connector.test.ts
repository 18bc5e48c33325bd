import { describe } from 'vitest';
import { keepsTheContract } from '../support/connector-suite.ts';
import { toyMock } from '../support/toy/index.ts';

/* A connector that is in no list of the program and has every kind of notice: so every clause of the suite is tried. */
describe.each([['toy', toyMock] as const])('%s keeps the contract', keepsTheContract);
