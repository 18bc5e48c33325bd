import type { CommandModule } from 'yargs';
import { fill, help } from '../core/sentences/help.ts';
import { checkLayout, checkShop } from './bridge.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import { type JsonArgs, shopOption, withJson } from './options.ts';
import { print, printJson, problemLine, warn } from './output.ts';
import { openProgress } from './progress.ts';
import { run } from './run.ts';

interface ConvertArgs extends JsonArgs {
  readonly file: string;
  readonly shop?: string;
  readonly layout?: string;
  readonly to: string;
  readonly out: string;
  readonly skipBad: boolean;
}

export const convert: CommandModule<object, ConvertArgs> = {
  command: 'convert <file>',
  describe: help.commands.convert,
  builder: (yargs) =>
    withJson(yargs)
      .positional('file', { type: 'string', demandOption: true, describe: help.arguments.file })
      .option('to', { type: 'string', demandOption: true, requiresArg: true, describe: help.options.to })
      .option('out', { type: 'string', demandOption: true, requiresArg: true, describe: help.options.out })
      .option('shop', shopOption)
      .option('layout', { type: 'string', requiresArg: true, describe: help.options.layout })
      .option('skip-bad', { type: 'boolean', default: false, describe: help.options.skipBad }) as never,
  handler: (args) => run(() => turn(args)),
};

async function turn({ C, file, shop, layout, to, out, skipBad, json }: ConvertArgs): Promise<ExitCode> {
  const { loadWorkspace } = await import('../app.ts');
  const { convertFile } = await import('../flow/desk/convert.ts');
  const { checkInput } = await import('./read-input.ts');
  const workspace = loadWorkspace(C, process.env);
  const names = {
    shop: checkShop(workspace, shop),
    layout: await checkLayout(workspace, 'read', layout),
    to: await checkLayout(workspace, 'write', to),
  };
  // Tables go through piece by piece whatever their size; orders are read whole.
  const isTable = workspace.layouts.write.get(names.to)?.takes === 'row';
  checkInput(file, isTable ? Number.POSITIVE_INFINITY : workspace.config.limits.fileBytes);
  const { onProgress, end } = await openProgress(!json);
  const report = await convertFile(
    { ...workspace, ...(onProgress && { onProgress }) },
    { file, out, skipBad, ...names },
  ).finally(end);
  if (json) printJson(report);
  else if (report.files.length === 0) print(help.said.noFiles);
  else for (const path of report.files) print(fill(help.said.written, { file: path }));
  for (const problem of report.problems) warn(problemLine(file, problem));
  return report.problems.some(({ kind }) => kind !== 'done') ? exitCodes.input : exitCodes.done;
}
