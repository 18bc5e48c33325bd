import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { fileChunks } from '../src/flow/file-chunks.ts';
import { loadLayouts } from '../src/layout/load.ts';
import { convertRows } from '../src/layout/rows-convert.ts';

/* The bridge's own conversion, as a process: `node dist/bench/convert-ours.js IN OUT`. */
const [input, output] = process.argv.slice(2) as [string, string];
const shown = 'bench/convert-layout.yaml';
const masters = { methods: [], dictionaries: {} };
const file = {
  direction: 'write',
  folder: 'bench',
  shown,
  text: readFileSync(shown, 'utf8'),
  cases: ['bench'],
  origin: 'workspace',
} as const;
const { layouts, complaints } = loadLayouts([file], masters);
const layout = layouts.write.get('bench');
if (!layout) throw new Error(complaints.map((complaint) => JSON.stringify(complaint)).join('\n'));
const out = openSync(output, 'w');
const result = convertRows({
  source: fileChunks(input),
  read: {},
  limits: { lineBytes: 1 << 20 },
  layout,
  masters,
  today: '2026-11-21',
  sink: (bytes) => void writeSync(out, bytes),
  onProblem: (problem) => console.error(JSON.stringify(problem)),
});
closeSync(out);
if (result.bad > 0) process.exitCode = 3;
