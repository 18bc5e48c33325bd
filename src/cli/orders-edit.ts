import { userInfo } from 'node:os';
import type { Argv } from 'yargs';
import { editableFields, shortName } from '../core/edit/editable.ts';
import { placeWords } from '../core/sentences/editing.ts';
import { fill, help } from '../core/sentences/help.ts';
import type { WantedEdit } from '../flow/desk/edit-target.ts';
import { checkShop, withBridge } from './bridge.ts';
import { readEditFile } from './edit-file.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { type JsonArgs, shopOption, withJson } from './options.ts';
import { oneLine, print, printJson, printNothingChanged, printTable, warn } from './output.ts';
import { run } from './run.ts';

interface EditArgs extends JsonArgs {
  readonly number?: string;
  readonly shop?: string;
  readonly set: readonly string[];
  readonly reset: readonly string[];
  readonly from?: string;
  readonly note?: string;
  readonly by?: string;
  readonly fields: boolean;
}

/** `orders edit`. */
export function withEditing(yargs: Argv): Argv {
  const many = { type: 'string', array: true, nargs: 1, default: [] as string[] } as const;
  return yargs.command(
    'edit [number]',
    help.commands['orders edit'],
    (y) =>
      withJson(y)
        .positional('number', { type: 'string', describe: help.arguments.numberOrParcel })
        .option('set', { ...many, describe: help.options.editSet })
        .option('reset', { ...many, describe: help.options.editReset })
        .option('from', { type: 'string', requiresArg: true, describe: help.options.editFrom })
        .option('note', { type: 'string', requiresArg: true, describe: help.options.note })
        .option('by', { type: 'string', requiresArg: true, describe: help.options.by })
        .option('shop', shopOption)
        .option('fields', { type: 'boolean', default: false, describe: help.options.editFields }),
    (args) => run(() => edit(args as never)),
  );
}

async function edit({ C, number, shop, set, reset, from, note, by, fields, json }: EditArgs): Promise<ExitCode> {
  if (fields) return listFields(json);
  if (number === undefined) throw new CommandRefused(exitCodes.usage, 'edit-which-order');
  if (!note?.trim()) throw new CommandRefused(exitCodes.usage, 'command-note-needed');
  const edits = [...(from === undefined ? [] : readEditFile(from)), ...set.map(readSet), ...reset.map(readReset)];
  if (edits.length === 0) throw new CommandRefused(exitCodes.usage, 'edit-nothing');
  return withBridge(C, async (context) => {
    const { editOrder } = await import('../flow/desk/edit-order.ts');
    const one = checkShop(context, shop);
    const actor = by ?? userInfo().username;
    const result = await editOrder(context, number, { edits, note, actor, ...(one === '' ? {} : { shop: one }) });
    if (json) printJson(result);
    else if (result.orders.length > 0) {
      for (const { label, of, before, after } of result.changed) {
        print(oneLine(fill(help.said.edited, { label: of === '' ? label : `${label}（${of}）`, before, after })));
      }
      const { printOrders } = await import('./orders-table.ts');
      printOrders(result.orders);
    }
    for (const said of [...result.notes, ...result.refused]) {
      warn(`${oneLine(said.number)}: ${said.sentence} → ${said.remedy}`);
    }
    if (!json && result.orders.length === 0) printNothingChanged(result.refused);
    return result.refused.length === 0 ? exitCodes.done : exitCodes.input;
  });
}

/** `consignee.phone=03-…`, `consignee.phone@2=03-…`. */
function readSet(text: string): WantedEdit {
  const found = /^\s*([^\s=@]+)(?:@([^=]*))?=(.*)$/s.exec(text);
  if (!found) throw new CommandRefused(exitCodes.usage, 'edit-unreadable', { text: text.split('=')[0] ?? '' });
  return { name: found[1]!, of: found[2]?.trim(), text: found[3]! };
}

function readReset(text: string): WantedEdit {
  const found = /^\s*([^\s=@]+)(?:@([^=]*))?\s*$/.exec(text);
  if (!found) throw new CommandRefused(exitCodes.usage, 'edit-unreadable', { text: text.split('=')[0] ?? '' });
  return { name: found[1]!, of: found[2]?.trim() };
}

function listFields(json: boolean): ExitCode {
  const all = [...editableFields.values()];
  if (json)
    printJson(all.map(({ path, label, place, type }) => ({ name: shortName(path), path, label, of: place, type })));
  else {
    const { name, title, of } = help.headings;
    printTable(
      [name, title, of],
      all.map(({ path, label, place }) => [shortName(path), label, placeWords[place]]),
    );
  }
  return exitCodes.done;
}
