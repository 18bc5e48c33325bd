import { keyFile, prepareWorkspace, secretsFile } from '../../../config/workspace.ts';
import { loadKeys, makeKeyFile } from '../../../store/key.ts';
import { openSecrets, type Secrets } from '../../../store/secrets.ts';
import type { Context } from '../../types.ts';
import { note } from './propose.ts';

/** The sealed secrets of a workspace; makes its folders and its key when it is new. */
export function workspaceSecrets(config: Context['config']): Secrets {
  prepareWorkspace(config, process.env, makeKeyFile);
  return openSecrets(secretsFile(config), () => loadKeys({ env: process.env.B2_BRIDGE_KEY, file: keyFile(config) }));
}

/** Keeps secrets that somebody typed; the history says which, never what. A blank one is left as it is. */
export async function keepSecrets(
  ctx: Pick<Context, 'config' | 'store'>,
  typed: ReadonlyMap<string, string>,
  by: { readonly actor: string; readonly now: Temporal.Instant },
): Promise<string[]> {
  const given = [...typed].filter(([, value]) => value !== '');
  if (given.length === 0) return [];
  const secrets = workspaceSecrets(ctx.config);
  for (const [name, value] of given) {
    secrets.set(name, value);
    await note(ctx, by, 'secret-kept', { name });
  }
  return given.map(([name]) => name);
}
