import { resolve } from 'node:path';
import type { CommandModule } from 'yargs';
import { fill, help } from '../core/sentences/help.ts';
import { serviceWords as words } from '../core/sentences/service.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import { type JsonArgs, withJson } from './options.ts';
import { print, printJson, warn } from './output.ts';
import { run } from './run.ts';
import type { Plan } from './service/plan.ts';

interface ServiceArgs extends JsonArgs {
  readonly name?: string;
  readonly system: boolean;
  readonly print?: boolean;
}

export const service: CommandModule = {
  command: 'service <command>',
  describe: help.commands.service,
  builder: (yargs) => {
    const withService = (y: typeof yargs) =>
      withJson(y)
        .option('name', { type: 'string', requiresArg: true, describe: help.options.serviceName })
        .option('system', { type: 'boolean', default: false, describe: help.options.serviceSystem });
    return yargs
      .command(
        'install',
        help.commands['service install'],
        (y) => withService(y).option('print', { type: 'boolean', default: false, describe: help.options.servicePrint }),
        (args) => run(() => install(args as never)),
      )
      .command('status', help.commands['service status'], withService, (args) => run(() => status(args as never)))
      .command('remove', help.commands['service remove'], withService, (args) => run(() => remove(args as never)))
      .demandCommand(1, help.wrong.noCommand);
  },
  handler: () => {},
};

async function planFor({ C, name, system }: ServiceArgs): Promise<Plan> {
  const { planService, thisMachine } = await import('./service/for-machine.ts');
  return planService({ workspace: resolve(C), system, ...(name && { name }) }, thisMachine());
}

async function install(args: ServiceArgs): Promise<ExitCode> {
  const { loadWorkspaceConfig } = await import('../app.ts');
  loadWorkspaceConfig(args.C); // says what is wrong: no service is made that could not start
  const plan = await planFor(args);
  const { name, file } = plan;
  if (args.print) {
    const calls = plan.install.map(({ command }) => command.join(' '));
    if (args.json) printJson({ name, file, text: plan.text, calls });
    else print([`# ${file}`, plan.text.replace(/^\uFEFF/, ''), words.wouldRun, ...calls].join('\n'));
    return exitCodes.done;
  }
  const { installService } = await import('./service/carry-out.ts');
  const { userName } = await import('./service/for-machine.ts');
  const done = installService(plan);
  if (args.json) printJson({ name, file, done });
  else {
    print(fill(words[done], { name }));
    if (done === 'installed') print(fill(words.written, { file }));
  }
  for (const note of plan.notes) warn(fill(words.notes[note], { name, user: userName() }));
  return exitCodes.done;
}

async function remove(args: ServiceArgs): Promise<ExitCode> {
  const plan = await planFor(args);
  const { removeService } = await import('./service/carry-out.ts');
  const done = removeService(plan);
  if (args.json) printJson({ name: plan.name, file: plan.file, done });
  else print(fill(words[done], { name: plan.name }));
  return exitCodes.done;
}

/** Ends with 3 when there is no such service. */
async function status(args: ServiceArgs): Promise<ExitCode> {
  const plan = await planFor(args);
  const [{ loadWorkspaceConfig }, { serviceState }, { watchingNow }] = await Promise.all([
    import('../app.ts'),
    import('./service/carry-out.ts'),
    import('../config/lock.ts'),
  ]);
  const { installed, answers } = serviceState(plan);
  const watching = watchingNow(loadWorkspaceConfig(args.C).data);
  const { name, file, system } = plan;
  if (args.json) printJson({ name, file, system, installed, answers, watching: watching ?? null });
  else if (!installed) print(fill(words.none, { name }));
  else {
    const [yes, no] = words.active[system === 'systemd' ? 'systemd' : 'others'];
    print(`${words.file}: ${file}`);
    print(`${words.answers}: ${answers ? yes : no}`);
    print(`${words.watching}: ${watching ?? words.no}`);
  }
  return installed ? exitCodes.done : exitCodes.input;
}
