import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SpokenProblem, speak } from '../../../core/problem.ts';
import type { SentenceArgs, SentenceCode } from '../../../core/sentences/index.ts';
import { japanDay } from '../../../core/time.ts';
import { openDocument } from '../../../layout/document.ts';
import {
  type Answers,
  finish,
  type Learned,
  learn,
  type OpenedForLearning,
  openForLearning,
  type Pointing,
  type Proposal,
  type Proved,
  point,
  prove,
  type Question,
} from '../../../layout/learn/index.ts';
import { openTable } from '../../../layout/rows/open.ts';
import { Unreadable } from '../../../layout/rows/row.ts';
import type { Workspace } from '../../types.ts';
import { isLayoutName } from './copy.ts';

/** A file of a form that nobody knows, and what is proposed for it. */
export interface UnknownFile {
  readonly opened: OpenedForLearning;
  readonly proposal: Proposal;
}

/** Why no layout is made of a file; `layout`: the one that reads it already. */
export interface NotUnknown {
  readonly problem: SpokenProblem;
  readonly layout?: string;
}

/** Cuts a file into header and rows and proposes a layout, unless a layout reads it or it is no table of orders. */
export async function openUnknown(
  { layouts, masters, config }: Workspace,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): Promise<UnknownFile | NotUnknown> {
  const open = (form: Parameters<typeof openTable>[2]) => openTable(bytes, name, form, config.limits);
  try {
    const known = await openDocument(open, [...layouts.read.values()]);
    if (!('problem' in known)) {
      const { title, name: layout } = known.match.layout;
      return { problem: speak({ code: 'learn-known', kind: 'fix', place: {}, args: { title, layout } }), layout };
    }
    if (known.problem.code === 'ambiguous-headers') return { problem: speak(known.problem) };
    const opened = await openForLearning(open, masters);
    if ('problem' in opened) return { problem: speak(opened.problem) };
    const proposal = learn(opened.rows, opened.header, masters);
    if ('refused' in proposal) return { problem: speak({ code: proposal.refused, kind: 'fix', place: {} }) };
    return { opened, proposal };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { problem: speak(error.problem) };
  }
}

/** What a person said of a file. */
export interface Said {
  readonly answers: Answers;
  /** Columns that were pointed to fields; absent: only questions were answered. */
  readonly pointing?: Pointing;
}

export type MadeLayout =
  | { readonly proposal: Proposal; readonly learned: Learned; readonly proved: Proved }
  /** Must be answered first; `doubled`: fields with more columns than they take. */
  | { readonly proposal: Proposal; readonly open: readonly Question[]; readonly doubled: readonly string[] }
  /** The layout does not pass its own case; English, for whoever mends it. */
  | { readonly proposal: Proposal; readonly complaints: readonly string[] };

/** Makes a layout of what is proposed and what a person said, and proves it on its first case. Writes nothing. */
export async function makeLayout(
  { masters, config, layouts, now }: Workspace,
  { proposal: found, opened }: UnknownFile,
  { answers, pointing }: Said,
  { name, shop: shopName }: { readonly name: string; readonly shop: string | undefined },
): Promise<MadeLayout> {
  const pointed = pointing && point(found, pointing, masters);
  const proposal = pointed?.proposal ?? found;
  if (pointed && pointed.doubled.length > 0) return { proposal, open: [], doubled: pointed.doubled };
  const shop = shopName === undefined ? undefined : config.shops[shopName];
  const learned = finish(proposal, answers, {
    name,
    day: japanDay(now()),
    marketplace: shop?.marketplace ?? '',
    shopTitle: shop?.title ?? '',
    masters,
    facts: opened.facts,
    quoted: opened.quoted,
  });
  if ('open' in learned) return { proposal, open: learned.open, doubled: [] };
  const proved = await prove(learned, masters, [...layouts.read.values()], config.limits);
  return 'complaints' in proved ? { proposal, complaints: proved.complaints } : { proposal, learned, proved };
}

export type ChosenName =
  | { readonly name: string }
  | { readonly code: SentenceCode & `command-${string}`; readonly args: SentenceArgs };

/**
 * A name for a new layout: the wanted one if it may be used, else one made of the file's own name where that has letters that a folder may
 * have.
 */
export function nameForLayout(
  { config, layouts }: Pick<Workspace, 'config' | 'layouts'>,
  wanted: string | undefined,
  file: string,
  shop = '',
): ChosenName {
  const isTaken = (name: string) => layouts.read.has(name) || existsSync(join(config.root, 'layouts', 'read', name));
  if (wanted !== undefined) {
    if (!isLayoutName(wanted)) return { code: 'command-bad-layout-name', args: { name: wanted } };
    return isTaken(wanted) ? { code: 'command-layout-exists', args: { name: wanted } } : { name: wanted };
  }
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/\.[^.]*$/, '')
      .replace(/\d{4,}/g, '')
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^[^a-z]+|-+$/g, '');
  const base = plain(file) || plain(`${shop}-orders`) || 'own-orders';
  for (let copy = 1; ; copy++) {
    const name = copy === 1 ? base : `${base}-${copy}`;
    if (!isTaken(name)) return { name };
  }
}

/** Writes a layout with its first case into the workspace, whole or not at all. Gives the folder. */
export function writeLayout(
  { config }: Pick<Workspace, 'config'>,
  { name, layout, input }: Learned,
  { expected }: Proved,
): string {
  const folder = join(config.root, 'layouts', 'read', name);
  const draft = `${folder}.${process.pid}.tmp`;
  const first = join(draft, 'cases', 'first');
  try {
    mkdirSync(first, { recursive: true });
    writeFileSync(join(draft, 'layout.yaml'), layout);
    writeFileSync(join(first, input.name), input.bytes);
    writeFileSync(join(first, expected.name), expected.bytes);
    renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}
