import { createHash } from 'node:crypto';
import type { ColumnYaml, ReadYaml, RuleYaml, WriteYaml } from './schema.ts';
import type { ReadLayout, Rule, WriteColumn, WriteLayout } from './types.ts';

/** From the words of the YAML file to the layout that the engine works with: defaults filled in. */
export function toReadLayout(name: string, yaml: ReadYaml): ReadLayout {
  const { read } = yaml;
  return {
    direction: 'read',
    name,
    title: yaml.title,
    version: version(yaml),
    source: yaml.source,
    marketplace: read.marketplace,
    yields: read.yields,
    form: {
      format: read.format,
      delimiter: read.delimiter ?? (read.format === 'tsv' ? '\t' : ''),
      quoted: read.quoted ?? true,
      encoding: read.encoding,
      ...(read.records === undefined ? {} : { records: read.records }),
      ...(read.lines === undefined ? {} : { lines: read.lines }),
    },
    header: read.header,
    group: read.group,
    continuation: read.continuation,
    part: read.part,
    destinations: read.destinations,
    lineNumbers: read['line-numbers'],
    sameAsOrderer: read['same-as-orderer-when-blank'] ?? false,
    pendingWhenBlank: read['pending-when-blank'] ?? false,
    ...(read['same-as-above'] === undefined ? {} : { sameAsAbove: read['same-as-above'] }),
    ...(read.lists ? { lists: read.lists } : {}),
    ...(read.headless ? { headless: read.headless } : {}),
    fits: yaml.fits,
    unless: yaml.unless,
    positions: yaml.positions,
    fields: Object.fromEntries(Object.entries(yaml.fields).map(([path, rule]) => [path, toRule(rule)])),
  };
}

export function toWriteLayout(name: string, yaml: WriteYaml): WriteLayout {
  const { write } = yaml;
  return {
    direction: 'write',
    name,
    title: yaml.title,
    version: version(yaml),
    source: yaml.source,
    takes: write.takes,
    form: {
      format: write.format,
      delimiter: write.delimiter ?? (write.format === 'tsv' ? '\t' : ','),
      encoding: write.encoding,
      eol: write.eol,
      quote: write.quote ?? (write.format === 'tsv' ? 'never' : 'minimal'),
      header: write.header ?? true,
      preamble: write.preamble,
      rowsPerFile: write['rows-per-file'],
      forPeople: write.for === 'people',
    },
    rules: write.rules,
    columns: [...yaml.columns].sort((a, b) => a.no - b.no).map(toColumn),
  };
}

function toRule(yaml: RuleYaml | ColumnYaml): Rule {
  const { from, join, value, blank, as, map, dictionary, required } = yaml;
  return {
    ...(from !== undefined && { from }),
    ...(join !== undefined && { join }),
    ...(yaml.with !== undefined && { with: yaml.with }),
    ...(value !== undefined && { value }),
    ...(blank !== undefined && { blank }),
    ...(yaml.default !== undefined && { default: yaml.default }),
    ...(as !== undefined && { as }),
    ...(map !== undefined && { map }),
    ...(dictionary !== undefined && { dictionary }),
    ...(required !== undefined && { required }),
  };
}

function toColumn(yaml: ColumnYaml): WriteColumn {
  const needed = yaml['needed-with'];
  return {
    ...toRule(yaml),
    no: yaml.no,
    name: yaml.name,
    type: yaml.type,
    width: yaml.width,
    overflow: yaml.overflow,
    requiredFor: yaml['required-for'],
    ...(needed ? { neededWith: needed } : {}),
    codes: yaml.codes,
  };
}

/** First eight hex digits of the SHA-256 of the definition (comments and order of keys do not count). */
function version(yaml: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(yaml)))
    .digest('hex')
    .slice(0, 8);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
