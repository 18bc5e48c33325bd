import { valueWords as shownWords } from '../sentences/editing.ts';
import { actionTitles } from '../sentences/rule-words.ts';
import { type Service, serviceTitles } from '../service.ts';
import type { RuleMark } from './outcome.ts';
import type { ActionName, Actions } from './rule.ts';

/** `配送方法: ネコポス`: what an action does, in people's words. `methods`: titles of delivery methods by code. */
export function actionWords(
  what: ActionName,
  value: unknown,
  methods: ReadonlyMap<string, string> = new Map(),
): string {
  return `${actionTitles[what]}: ${valueWords(what, value, methods)}`;
}

function valueWords(what: ActionName, value: unknown, methods: ReadonlyMap<string, string>): string {
  const text = typeof value === 'string' ? value : '';
  switch (what) {
    case 'deliveryMethod':
      return methods.get(text) ?? text;
    case 'slipType':
      return serviceTitles[text as Service] ?? text;
    case 'cool':
      return shownWords.cool[text] ?? text;
    case 'sender':
      return { orderer: '注文者', seller: '販売者情報' }[text] ?? text;
    case 'hold':
      return typeof value === 'object' && value !== null && 'reason' in value ? String(value.reason) : text;
    case 'split':
      return { temperature: '温度帯', preorder: '予約商品' }[text] ?? text;
    case 'bundle':
      return text === 'auto' ? '自動' : '候補';
    case 'shipDate':
      return dayWords(typeof value === 'string' && value.startsWith('{') ? JSON.parse(value) : value);
    default:
      return plain(value);
  }
}

function plain(value: unknown): string {
  if (Array.isArray(value)) return value.join('・');
  const text = String(value);
  return text.startsWith('[') ? (JSON.parse(text) as string[]).join('・') : text;
}

function dayWords(said: Actions['shipDate']): string {
  switch (said?.from) {
    case 'preorder':
      return '発売日';
    case 'ordered':
      return `注文日の ${said.days} 日後`;
    case 'wished':
      return `お届け希望日の ${said.days} 日前`;
    default:
      return said?.day ?? '';
  }
}

/** Everything that a rule does, one after the other. */
export function actionsWords(then: Actions, methods?: ReadonlyMap<string, string>): string {
  return (Object.entries(then) as [ActionName, unknown][])
    .map(([what, value]) => actionWords(what, value, methods))
    .join(' / ');
}

/** What a rule did to a shipment; what another rule had decided before is said. */
export function markWords({ title, what, value, lostTo }: RuleMark, methods?: ReadonlyMap<string, string>): string {
  const did = `「${title}」 ${actionWords(what, value, methods)}`;
  return lostTo === undefined ? did : `${did}（上のルール ${lostTo} と食い違うため、使っていません）`;
}
