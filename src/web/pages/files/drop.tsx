import { filesWords as words } from '../../../core/sentences/console/files.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { limitWords } from '../../../core/size.ts';
import { inboxFolders } from '../../../flow/desk/upload.ts';
import { Form, Select } from '../../parts/form.tsx';
import type { Ask } from '../../types.ts';
import { uploadBytes } from '../../uploads.ts';

/** A plain form: a browser lets files be put onto its field, with script or without. */
export function Drop({ ask }: { readonly ask: Ask }) {
  if (ask.role === 'view') return null;
  const { shops } = ask.ctx.config;
  const title = (folder: string) =>
    folder === '' || folder === 'results'
      ? words.folders[folder]
      : fill(words.folderShop, { shop: shops[folder]?.title ?? folder, name: folder });
  return (
    <section class="drop" aria-labelledby="drop">
      <h2 id="drop">{words.drop}</h2>
      <Form ask={ask} action="/files/upload" class="stack" upload>
        <div class="field">
          <label for="f-file">{fill(words.choose, { limit: limitWords(uploadBytes(ask.ctx)) })}</label>
          <input id="f-file" name="file" type="file" multiple required />
        </div>
        <Select
          label={words.folder}
          name="folder"
          value=""
          options={inboxFolders(ask.ctx).map((value) => ({ value, title: title(value) }))}
        />
        <p class="buttons bottom">
          <button type="submit" class="main">
            {words.send}
          </button>
        </p>
      </Form>
    </section>
  );
}
