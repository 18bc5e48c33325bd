import { layoutsWords } from '../../../core/sentences/console/layouts.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { limitWords } from '../../../core/size.ts';
import { Form, Select } from '../../parts/form.tsx';
import type { Ask } from '../../types.ts';
import { uploadBytes } from '../../uploads.ts';

const words = layoutsWords.send;

/** By which layout a file is read, and for which shop. */
export function TryFields({ ask: { ctx }, layout, shop }: { ask: Ask; layout: string; shop: string }) {
  const layouts = [...ctx.layouts.read.values()].map(({ name, title }) => ({
    value: name,
    title: `${title}（${name}）`,
  }));
  const shops = Object.values(ctx.config.shops).map(({ name, title }) => ({ value: name, title }));
  return (
    <>
      <Select
        label={words.layout}
        name="layout"
        value={layout}
        options={[{ value: '', title: words.byHeader }, ...layouts]}
      />
      <Select label={words.shop} name="shop" value={shop} options={[{ value: '', title: words.anyShop }, ...shops]} />
    </>
  );
}

/** A file to be tried: a plain form. */
export function ChooseSample({ ask }: { readonly ask: Ask }) {
  if (ask.role === 'view') return null;
  return (
    <section class="drop" aria-labelledby="sample">
      <h2 id="sample">{words.title}</h2>
      <Form ask={ask} action="/layouts/sample" class="stack" upload>
        <div class="field">
          <label for="f-sample">{fill(words.file, { limit: limitWords(uploadBytes(ask.ctx)) })}</label>
          <input id="f-sample" name="sample" type="file" required />
        </div>
        <div class="fields">
          <TryFields ask={ask} layout="" shop="" />
        </div>
        <p class="buttons bottom">
          <button type="submit" class="main">
            {words.submit}
          </button>
        </p>
      </Form>
      <p class="hint">{words.hint}</p>
    </section>
  );
}
