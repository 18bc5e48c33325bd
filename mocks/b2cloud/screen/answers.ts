import type { Answer, Call } from '../../system.ts';
import type { B2State, Entry, HandOver, Values } from '../state/state.ts';
import { messagePage } from './page.ts';

export const page = (status: number, body: string): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  body,
});

export const message = (status: number, title: string, text: string): Answer => page(status, messagePage(title, text));

export const json = (status: number, value: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify(value),
});

/** The screen refuses what it was asked; the text is for the operator. */
export class ScreenRefused extends Error {
  override name = 'ScreenRefused';
}

/** Answers 400 with the sentence when the screen refuses. */
export function told(run: () => Answer | Promise<Answer>): Answer | Promise<Answer> {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof ScreenRefused)) throw error;
    return json(400, { message: error.message });
  }
}

export interface Wish {
  readonly screen: string;
  readonly no: string;
  readonly rows: readonly string[];
  readonly paper: string;
  readonly values: Values;
}

/** @throws ScreenRefused */
export function readWish(call: Call): Wish {
  let given: Record<string, unknown> | null;
  try {
    given = JSON.parse(call.body.toString('utf8')) as Record<string, unknown> | null;
  } catch {
    given = null;
  }
  if (typeof given !== 'object' || given === null) throw new ScreenRefused('送信内容を読み取れませんでした。');
  const values = Object.entries((given.values as object | undefined) ?? {}).map(([name, value]) => [
    name,
    String(value),
  ]);
  return {
    screen: String(given.screen ?? ''),
    no: String(given.no ?? ''),
    rows: Array.isArray(given.rows) ? given.rows.map(String) : [],
    paper: String(given.paper ?? 'm'),
    values: Object.fromEntries(values),
  };
}

/** The hand-over behind a screen that is open. @throws ScreenRefused */
export function openScreenOf(state: B2State, screen: string): HandOver {
  const handOver = state.handOvers.find((one) => one.screen !== '' && one.screen === screen);
  if (handOver?.screenState !== 'open') {
    throw new ScreenRefused('この画面のデータはもうありません。連携元からもう一度連携してください。');
  }
  return handOver;
}

/** @throws ScreenRefused */
export function rowOf(entries: readonly Entry[], no: string): Entry {
  const entry = entries.find((one) => one.no === no);
  if (!entry) throw new ScreenRefused(`${no}行目はもうありません。`);
  return entry;
}
