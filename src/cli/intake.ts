import type { CommandModule } from 'yargs';
import { fill, help } from '../core/sentences/help.ts';
import type { Context, Incoming, IntakeDocument } from '../flow/types.ts';
import { checkLayout, checkShop, withBridge } from './bridge.ts';
import { counted } from './counted.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { type JsonArgs, shopOption, withJson } from './options.ts';
import { oneLine, print, printJson, problemLine, warn } from './output.ts';
import { explain, run } from './run.ts';

interface IntakeArgs extends JsonArgs {
  readonly files: string[];
  readonly shop?: string;
  readonly layout?: string;
  readonly dryRun: boolean;
}

export const intake: CommandModule<object, IntakeArgs> = {
  command: 'intake <files..>',
  describe: help.commands.intake,
  builder: (yargs) =>
    withJson(yargs)
      .positional('files', { type: 'string', array: true, demandOption: true, describe: help.arguments.files })
      .option('shop', shopOption)
      .option('layout', { type: 'string', requiresArg: true, describe: help.options.layout })
      .option('dry-run', { type: 'boolean', default: false, describe: help.options.dryRun }) as never,
  handler: (args) => run(() => take(args)),
};

async function take({ C, files, shop, layout, dryRun, json }: IntakeArgs): Promise<ExitCode> {
  const work = async (context: Context): Promise<ExitCode> => {
    const { intakeFile } = await import('../flow/intake/index.ts');
    const { afterIntake } = await import('../flow/issue/index.ts');
    const { readInput } = await import('./read-input.ts');
    const from = { shop: checkShop(context, shop), layout: await checkLayout(context, 'read', layout) };
    const documents: IntakeDocument[] = [];
    let worst: ExitCode = exitCodes.done;
    for (const file of files) {
      try {
        const incoming: Incoming = { ...readInput(file, context.config.limits.fileBytes), ...from };
        const taken = await intakeFile(context, incoming, { dryRun });
        documents.push(...taken);
        // Numbers that came back are passed on at once; B2 files are written by `issue` only, when a person is at it.
        if (!dryRun) await afterIntake(context, taken.filter(hasNumbers));
      } catch (error) {
        // A file that cannot be opened does not keep the others out.
        if (!(error instanceof CommandRefused)) throw error;
        worst = explain(error);
      }
    }
    if (json) printJson({ documents });
    else for (const document of documents) printDocument(document);
    if (dryRun && !json) print(help.said.dryRun);
    for (const { file, problems } of documents) for (const problem of problems) warn(problemLine(file, problem));
    return documents.some(isLacking) ? exitCodes.input : worst;
  };
  return withBridge(C, work, { progress: !json });
}

function hasNumbers({ registered }: IntakeDocument): boolean {
  return (registered.waybills ?? 0) > 0 || (registered.filled ?? 0) > 0;
}

function isLacking(document: IntakeDocument): boolean {
  return document.refused || document.orders.refused > 0 || document.problems.some(({ kind }) => kind !== 'done');
}

function printDocument({ file, shop, layout, orders, registered, seenBefore, refused, held }: IntakeDocument): void {
  print([oneLine(file), shop, layout].filter((part) => part !== '').join('  '));
  if (refused || seenBefore) {
    print(`  ${refused ? help.said.refused : help.said.seenBefore}`);
    return;
  }
  const others = Object.entries(registered).filter(([, count]) => count > 0);
  const hasOrders = Object.values(orders).some((count) => count > 0);
  if (hasOrders || others.length === 0) print(`  ${fill(help.said.orders, orders)}`);
  if (others.length > 0) {
    const what = others.map(([kind, count]) => `${help.registered[kind] ?? kind} ${count} 件`).join('、');
    print(`  ${fill(help.said.registered, { what })}`);
  }
  if (held.length > 0) print(`  ${counted(help.said.held, held)}`);
  for (const { customerNo, number, sentence, remedy } of held) {
    print(`    ${oneLine(customerNo || number)}: ${sentence} → ${remedy}`);
  }
}
